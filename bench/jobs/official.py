"""Registers model runs and waits for them with the official client. All batches are submitted before the first is
awaited.

usage: official.py CONN.json WORK.json runs PAGE | wait
`runs` registers the batches of records in WORK.json and awaits every run, reading pages of PAGE jobs (0: the client's
default, 10); `wait` awaits the sessions in WORK.json."""
import asyncio
import json
import sys
import time

from ProvenaInterfaces.AsyncJobAPI import JobStatus, ListByBatchRequest
from ProvenaInterfaces.ProvenanceAPI import RegisterBatchModelRunRequest
from provenaclient import Config, ProvenaClient
from provenaclient.auth import OfflineFlow
from provenaclient.utils.config import APIOverrides

conn = json.load(open(sys.argv[1]))
work = json.load(open(sys.argv[2]))
at = conn["endpoints"]
config = Config(
    domain="provena.localhost",
    realm_name="provena",
    api_overrides=APIOverrides(
        auth_api_endpoint_override=at["auth"],
        datastore_api_endpoint_override=at["datastore"],
        handle_service_api_endpoint_override=at["handle"],
        jobs_service_api_endpoint_override=at["jobs"],
        prov_api_endpoint_override=at["prov"],
        registry_api_endpoint_override=at["registry"],
        search_api_endpoint_override=at["search"],
        search_service_endpoint_override=at["search"],
        keycloak_endpoint_override=at["keycloak"],
    ),
)
auth = OfflineFlow(config=config, client_id="automated-access", offline_token=conn["offlineToken"])
client = ProvenaClient(auth=auth, config=config)
PAGE = {"limit": int(sys.argv[4])} if int((sys.argv + ["0"])[4]) else {}
DONE = (JobStatus.SUCCEEDED, JobStatus.FAILED)


async def batch_of(records):
    request = RegisterBatchModelRunRequest.model_validate({"records": records})
    return (await client.prov_api.register_batch_model_runs(request)).session_id, len(records)


async def runs_of(session, size):
    batch = (await client.job_api.await_successful_job_completion(session)).result["batch_id"]
    while True:
        jobs = await client.job_api.list_all_jobs_in_batch(ListByBatchRequest(batch_id=batch, **PAGE))
        if len(jobs) >= size and all(job.status in DONE for job in jobs):
            return [job.result["record"]["id"] for job in jobs]
        time.sleep(2)  # the interval of the client's own waiting


async def main():
    if sys.argv[3] == "wait":
        for session in work:
            await client.job_api.await_successful_job_completion(session)
        return len(work)
    submitted = [await batch_of(records) for records in work]
    return sum([len(await runs_of(session, size)) for session, size in submitted])


print(json.dumps({"awaited": asyncio.run(main())}))
