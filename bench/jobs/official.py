"""Registers model runs and waits for them with the official client, tuned as well as its interface permits:

- Batches are as large as the queue of the server accepts, and four are sent at the same time.
- All batches are submitted before the first is awaited, and batches are read with the largest pages.
- Sessions are awaited concurrently, so that the client's check of the access token and its parsing overlap with requests.
- Connections are reused: by default, the client opens a new one for each request.
- The client verifies the signature of the access token before each request; the result is kept for a few seconds.

usage: official.py CONN.json WORK.json runs PAGE | wait
`runs` registers the batches of records in WORK.json and awaits every run, reading pages of PAGE jobs; `wait` awaits the
sessions in WORK.json."""
import asyncio
import contextlib
import json
import os
import sys
import time

import httpx
from ProvenaInterfaces.AsyncJobAPI import JobStatus, ListByBatchRequest
from ProvenaInterfaces.ProvenanceAPI import RegisterBatchModelRunRequest
from provenaclient import ProvenaClient
from provenaclient.auth import OfflineFlow
from provenaclient.models.general import AsyncAwaitSettings
from provenaclient.utils import http_client

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../action-tests/conformance"))
from official_config import create_config

CONCURRENCY = 4
"""Seconds for which a verified access token is used without another verification."""
TOKEN_SECONDS = 20
DONE = (JobStatus.SUCCEEDED, JobStatus.FAILED)


def connect(conn):
    config = create_config(conn["endpoints"])
    auth = OfflineFlow(config=config, client_id="automated-access", offline_token=conn["offlineToken"])
    verify = auth.get_auth
    kept = {"at": float("-inf"), "auth": None}

    def get_auth():
        if time.monotonic() - kept["at"] > TOKEN_SECONDS:
            kept.update(auth=verify(), at=time.monotonic())
        return kept["auth"]

    auth.get_auth = get_auth
    return ProvenaClient(auth=auth, config=config)


class SharedConnections:
    """Stands for `httpx.AsyncClient` in the module that creates one for each request."""

    def __init__(self, shared):
        self.shared = shared

    async def __aenter__(self):
        return self.shared

    async def __aexit__(self, *_):
        return None


class RetryingTransport(httpx.AsyncHTTPTransport):
    """Sends a read request again on a new connection when the server has closed the one that was reused: the sandbox
    closes connections on which it has read nothing for five seconds, also if it was busy itself."""

    async def handle_async_request(self, request):
        try:
            return await super().handle_async_request(request)
        except (httpx.ReadError, httpx.RemoteProtocolError):
            if request.method != "GET" and not request.url.path.endswith("list_batch"):
                raise
            return await super().handle_async_request(request)


async def register_batch(client, gate, records):
    async with gate:
        request = RegisterBatchModelRunRequest.model_validate({"records": records})
        return (await client.prov_api.register_batch_model_runs(request)).session_id


async def await_batch(client, gate, session, size, page):
    async with gate:
        batch = (await client.job_api.await_successful_job_completion(session)).result["batch_id"]
        while True:
            jobs = await client.job_api.list_all_jobs_in_batch(ListByBatchRequest(batch_id=batch, limit=page))
            if len(jobs) >= size and all(job.status in DONE for job in jobs):
                return [job.result["record"]["id"] for job in jobs]
            await asyncio.sleep(AsyncAwaitSettings().job_polling_interval)


async def await_session(client, gate, session):
    async with gate:
        await client.job_api.await_successful_job_completion(session)


async def main(conn, work, mode, page):
    shared = httpx.AsyncClient(timeout=http_client.timeout, transport=RetryingTransport())
    http_client.httpx = type("Shared", (), {
        "AsyncClient": staticmethod(lambda **_: SharedConnections(shared)),
        "Response": httpx.Response,
    })
    client = connect(conn)
    gate = asyncio.Semaphore(CONCURRENCY)
    async with shared:
        if mode == "wait":
            await asyncio.gather(*(await_session(client, gate, session) for session in work))
            return len(work)
        sessions = await asyncio.gather(*(register_batch(client, gate, records) for records in work))
        waits = (await_batch(client, gate, session, len(records), page) for session, records in zip(sessions, work))
        return sum(len(runs) for runs in await asyncio.gather(*waits))


arguments = sys.argv[1:]
inputs = [json.load(open(path)) for path in arguments[:2]]
# The client prints each step of a wait.
with open(os.devnull, "w") as silent, contextlib.redirect_stdout(silent):
    awaited = asyncio.run(main(*inputs, arguments[2], int((arguments + ["0"])[3])))
print(json.dumps({"awaited": awaited}))
