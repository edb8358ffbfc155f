"""Calls every public method of the official client once, and prints the result of each as a line of JSON.

Usage: drive.py CONNECTION.json FOLDER
"""
import asyncio
import contextlib
import importlib
import inspect
import json
import pkgutil
import sys

import provenaclient.auth
import provenaclient.modules

from auth_calls import auth_calls
from datastore_calls import datastore_calls
from instance_calls import administration_calls, general_registry_calls, search_and_handle_calls
from registry_calls import deleting_calls, registry_calls
from run_calls import job_calls, prov_calls, report_calls
from session import Session
from token_calls import token_calls


def public_methods():
    """`Class.method` of each concrete class of the library's modules and token flows."""
    classes = {}
    for package in (provenaclient.modules, provenaclient.auth):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            module = importlib.import_module(found.name)
            classes.update({c: found.name for _, c in inspect.getmembers(module, inspect.isclass) if c.__module__ == found.name})
    bases = {base for c in classes for base in c.__mro__[1:]}
    for c in classes:
        if c in bases or hasattr(c, "model_fields"):
            continue
        for name, function in inspect.getmembers(c, inspect.isfunction):
            if not name.startswith("_") and function.__module__.startswith("provenaclient."):
                yield f"{c.__name__}.{name}"


async def find_activities(session):
    """The ids of the activities that the server made beside the modeller's items."""
    jobs, registry = session.client().job_api, session.client().registry
    made = await registry.model.fetch(session.made["model item"])
    first = await jobs.await_successful_job_completion(made.item.workflow_links.create_activity_workflow_id)
    session.made["create activity"] = first.result["creation_activity_id"]
    newest = await registry.model.fetch(made.item.versioning_info.next_version)
    second = await jobs.await_successful_job_completion(newest.item.workflow_links.version_activity_workflow_id)
    session.made["version activity"] = second.result["version_activity_id"]


async def attempt(session, call):
    """`works`, or the name of the error."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            await call(session)
        return {"here": "works"}
    except Exception as error:
        return {"here": type(error).__name__, "message": str(error)[:400]}


async def main(connection, folder):
    with open(connection) as file:
        session = Session(json.load(file), folder)
    registry = dict(registry_calls())
    written = {name: call for name, call in registry.items() if "Activity" not in name and not name.startswith("DatasetClient")}
    found = {name: call for name, call in registry.items() if name not in written}
    parts = [dict(datastore_calls()), dict(prov_calls()), written, found, dict(general_registry_calls()), dict(auth_calls()),
             dict(search_and_handle_calls()), dict(job_calls()), dict(administration_calls()),
             dict(report_calls()), dict(token_calls()), dict(deleting_calls())]
    called = set()
    for part in parts:
        if part is found:
            with contextlib.redirect_stdout(sys.stderr):
                await find_activities(session)
        for name, call in part.items():
            called.add(name)
            print(json.dumps({"method": name, **await attempt(session, call)}), flush=True)
    for name in sorted(set(public_methods()) - called):
        print(json.dumps({"method": name, "here": "not called"}), flush=True)


asyncio.run(main(*sys.argv[1:]))
