"""Calls about model runs and the jobs that register them."""
from ProvenaInterfaces.AsyncJobAPI import (
    AdminLaunchJobRequest, AdminListByBatchRequest, AdminListJobsRequest, JobSubType, JobType, ListByBatchRequest, ListJobsRequest)
from ProvenaInterfaces.ProvenanceAPI import GenerateReportRequest, RegisterBatchModelRunRequest
from ProvenaInterfaces.RegistryAPI import ItemSubType
from ProvenaInterfaces.RegistryModels import ModelRunDomainInfo, WorkflowRunCompletionStatus

from records import SOON, all_of, record


def prov_calls():
    prov = lambda s: s.client().prov_api  # noqa: E731
    jobs = lambda s: s.client().job_api  # noqa: E731

    async def register(s):
        s.made["session"] = (await prov(s).register_model_run(record(s))).session_id

    async def batch(s):
        sent = RegisterBatchModelRunRequest(records=[record(s, "First"), record(s, "Second")])
        answer = await prov(s).register_batch_model_runs(sent)
        job = await jobs(s).await_successful_job_completion(answer.session_id, SOON)
        s.made["batch"] = job.result["batch_id"]

    async def template(s):
        s.made["csv"] = await prov(s).generate_csv_template(s.made["workflowTemplate"])

    def sheet(s):
        cells = {"display name": "From a sheet", "description": "d", "agent id": s.made["person"], "annotation: scenario": "warm"}
        start, end = "2024-01-01 00:00:00+00:00", "2024-01-02 00:00:00+00:00"
        row = [cells.get(h) or (start if " start " in h else end if " end " in h else s.made["dataset"] if "dataset id" in h
                                else "a.nc" if "resource" in h else "") for h in s.made["csv"].strip().split(",")]
        return s.made["csv"] + ",".join(row) + "\r\n"

    async def from_file(s):
        with open(s.path("runs.csv"), "w", newline="") as file:
            file.write(sheet(s))
        await prov(s).convert_model_runs_to_csv_with_file(s.path("runs.csv"))

    yield "Prov.get_health_check", lambda s: prov(s).get_health_check()
    yield "Prov.register_model_run", register
    yield from job_waiting_calls()
    yield "Prov.update_model_run", lambda s: prov(s).update_model_run(s.made["model run"], "better", record(s, "Better"))
    yield "Prov.register_batch_model_runs", batch
    for name in ("explore_upstream", "explore_downstream", "get_contributing_datasets", "get_effected_datasets",
                 "get_contributing_agents", "get_effected_agents"):
        yield "Prov." + name, lambda s, n=name: getattr(prov(s), n)(s.made["dataset"])
    yield "Prov.generate_csv_template", template
    yield "Prov.convert_model_runs", lambda s: prov(s).convert_model_runs(sheet(s))
    yield "Prov.convert_model_runs_to_csv_with_file", from_file
    yield "Prov.regenerate_csv_from_model_run_batch", lambda s: prov(s).regenerate_csv_from_model_run_batch(s.made["batch"])


def report_calls():
    """After the lists of jobs, for the client cannot read a list with a job of this kind."""
    prov = lambda s: s.client().prov_api  # noqa: E731
    yield "Prov.generate_report", lambda s: prov(s).generate_report(
        GenerateReportRequest(id=s.made["study"], item_subtype=ItemSubType.STUDY, depth=1), s.path(""))


def job_waiting_calls():
    jobs = lambda s: s.client().job_api  # noqa: E731

    async def done(s):
        job = await jobs(s).await_successful_job_completion(s.made["session"], SOON)
        s.made["model run"] = job.result["record"]["id"]
        item = (await s.client().registry.model_run.fetch(s.made["model run"])).item
        s.made["model run info"] = ModelRunDomainInfo(
            display_name="Run", record_status=WorkflowRunCompletionStatus.COMPLETE, record=item.record, prov_serialisation="{}")

    yield "JobService.get_health_check", lambda s: jobs(s).get_health_check()
    yield "JobService.await_successful_job_completion", done
    yield "JobService.await_job_completion", lambda s: jobs(s).await_job_completion(s.made["session"], SOON)
    yield "JobService.fetch_job", lambda s: jobs(s).fetch_job(s.made["session"])


def job_calls():
    jobs = lambda s: s.client().job_api  # noqa: E731
    admin = lambda s: s.client("admin").job_api.admin  # noqa: E731
    mine = lambda s: ListByBatchRequest(batch_id=s.made["batch"], limit=1)  # noqa: E731
    theirs = lambda s: AdminListByBatchRequest(batch_id=s.made["batch"], limit=1)  # noqa: E731
    J, A = "JobService.", "JobAdminSubService."
    yield J + "list_jobs", lambda s: jobs(s).list_jobs(ListJobsRequest(limit=2))
    yield J + "list_all_jobs", lambda s: jobs(s).list_all_jobs(ListJobsRequest(limit=2))
    yield J + "for_all_jobs", lambda s: all_of(jobs(s).for_all_jobs(ListJobsRequest(limit=2)))
    yield J + "list_jobs_in_batch", lambda s: jobs(s).list_jobs_in_batch(mine(s))
    yield J + "list_all_jobs_in_batch", lambda s: jobs(s).list_all_jobs_in_batch(mine(s))
    yield J + "for_all_jobs_in_batch", lambda s: all_of(jobs(s).for_all_jobs_in_batch(mine(s)))
    yield A + "launch_job", lambda s: admin(s).launch_job(AdminLaunchJobRequest(
        username="admin", job_type=JobType.PROV_LODGE, job_sub_type=JobSubType.PROV_LODGE_WAKE_UP, job_payload={"reason": "r"}))
    yield A + "get_job", lambda s: admin(s).get_job(s.made["session"])
    yield A + "list_jobs", lambda s: admin(s).list_jobs(AdminListJobsRequest(limit=2))
    yield A + "list_all_jobs", lambda s: admin(s).list_all_jobs(AdminListJobsRequest(limit=20))
    yield A + "for_all_jobs", lambda s: all_of(admin(s).for_all_jobs(AdminListJobsRequest(limit=20)))
    yield A + "list_job_batch", lambda s: admin(s).list_job_batch(theirs(s))
    yield A + "list_all_jobs_in_batch", lambda s: admin(s).list_all_jobs_in_batch(theirs(s))
    yield A + "for_all_jobs_in_batch", lambda s: all_of(admin(s).for_all_jobs_in_batch(theirs(s)))
