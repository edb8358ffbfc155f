"""Calls of the two ways to get a token."""
import os

import httpx
from provenaclient.auth import DeviceFlow


def token_calls():
    yield from offline_calls()
    yield from device_calls()


def offline_calls():
    def flow(s):
        if "offline flow" not in s.made:
            s.made["offline flow"] = s.offline_flow("modeller")
        return s.made["offline flow"]

    async def load(s):
        with open(s.path("offline-token"), "w") as file:
            file.write(s.connection["users"]["modeller"]["offlineToken"])
        flow(s).load_offline_token(s.path("offline-token"))

    for name in ("get_token", "get_auth", "force_refresh", "get_access_token_from_offline_token"):
        yield "OfflineFlow." + name, lambda s, n=name: at_once(lambda: getattr(flow(s), n)())
    yield "OfflineFlow.load_offline_token", load
    yield "HttpxBearerAuth.auth_flow", lambda s: at_once(lambda: next(flow(s).get_auth().auth_flow(httpx.Request("GET", "http://x"))))


def device_calls():
    """A person lets the program in as soon as a browser would open."""
    def flow(s):
        if "device flow" not in s.made:
            os.chdir(s.folder)  # where the client keeps its tokens
            s.made["device flow"] = DeviceFlow(config=s.config(), client_id="client-tools")
        return s.made["device flow"]

    async def shown(s):
        flow(s).start_device_flow()

    yield "DeviceFlow.start_device_flow", shown
    yield "DeviceFlow.handle_auth_flow", lambda s: at_once(lambda: flow(s).handle_auth_flow())
    for name in ("get_token", "get_auth", "load_tokens", "make_token_refresh_request", "refresh_tokens"):
        yield "DeviceFlow." + name, lambda s, n=name: at_once(lambda: getattr(flow(s), n)())
    yield "DeviceFlow.save_tokens", lambda s: at_once(lambda: flow(s).save_tokens(flow(s).tokens))
    yield "DeviceFlow.display_device_auth_flow", shown
    yield "DeviceFlow.clear_token_storage", lambda s: at_once(lambda: flow(s).clear_token_storage())
    yield "DeviceFlow.force_refresh", lambda s: at_once(lambda: flow(s).force_refresh())


async def at_once(work):
    return work()
