"""Calls of everything but the kinds of registry items, in an order in which each finds what it needs."""
import os

from ProvenaInterfaces.AsyncJobAPI import (
    AdminLaunchJobRequest, AdminListByBatchRequest, AdminListJobsRequest, JobSubType, JobType, ListByBatchRequest, ListJobsRequest)
from ProvenaInterfaces.AuthAPI import (
    AccessRequestStatusChange, AdminLinkUserAssignRequest, GroupsImportRequest, GroupsRestoreRequest, GroupUser, ImportMode,
    RequestAddNote, RequestStatus, UserGroupMetadata, UserLinkUserAssignRequest)
from ProvenaInterfaces.DataStoreAPI import (
    ActionApprovalRequest, CredentialsRequest, PresignedURLRequest, ReleaseApprovalRequest)
from ProvenaInterfaces.HandleAPI import (
    AddValueIndexRequest, AddValueRequest, MintRequest, ModifyRequest, RemoveRequest)
from ProvenaInterfaces.ProvenanceAPI import GenerateReportRequest, RegisterBatchModelRunRequest
from ProvenaInterfaces.ProvenanceModels import AssociationInfo, DatasetType, ModelRunRecord, TemplatedDataset
from ProvenaInterfaces.RegistryAPI import (
    GeneralListRequest, ImportMode as RegistryImportMode, ItemSubType, NoFilterSubtypeListRequest, RegistryImportRequest,
    RegistryRestoreRequest, TableNames, VersionRequest)
from ProvenaInterfaces.RegistryModels import (
    AccessInfo, CollectionFormat, CollectionFormatApprovals, CollectionFormatAssociations, CollectionFormatDatasetInfo, CreatedDate,
    DatasetEthicsAccessCheck, DatasetEthicsRegistrationCheck, ExportControls, IndigenousKnowledgeCheck, ModelRunDomainInfo,
    PersonDomainInfo, PublishedDate, WorkflowRunCompletionStatus)
from provenaclient.models.datastore import RevertMetadata
from provenaclient.models.general import AsyncAwaitSettings
from provenaclient.modules.link import Link

SOON = AsyncAwaitSettings(job_polling_interval=1)


def collection(s, name="Readings"):
    no = dict(relevant=False, obtained=False)
    return CollectionFormat(
        associations=CollectionFormatAssociations(organisation_id=s.made["organisation"], data_custodian_id=s.made["person"]),
        approvals=CollectionFormatApprovals(
            ethics_registration=DatasetEthicsRegistrationCheck(**no), ethics_access=DatasetEthicsAccessCheck(**no),
            indigenous_knowledge=IndigenousKnowledgeCheck(**no), export_controls=ExportControls(**no)),
        dataset_info=CollectionFormatDatasetInfo(
            name=name, description="d", access_info=AccessInfo(reposited=True), publisher_id=s.made["organisation"],
            created_date=CreatedDate(relevant=True, value="2024-01-01"), published_date=PublishedDate(relevant=False),
            license="https://creativecommons.org/licenses/by/4.0/", keywords=["tide"]))


def record(s, name="A run"):
    used = lambda template, **more: TemplatedDataset(  # noqa: E731
        dataset_template_id=s.made[template], dataset_id=s.made["dataset"], dataset_type=DatasetType.DATA_STORE, **more)
    return ModelRunRecord(
        workflow_template_id=s.made["workflowTemplate"], display_name=name, description="d", annotations={"scenario": "warm"},
        inputs=[used("inputTemplate", resources={"series": "a.nc"})], outputs=[used("outputTemplate")], study_id=s.made["study"],
        associations=AssociationInfo(modeller_id=s.made["person"]), start_time=1700000000, end_time=1700003600)


async def all_of(generator):
    return [one async for one in generator]




def datastore_calls():
    store = lambda s: s.client().datastore  # noqa: E731
    wanted = lambda s: CredentialsRequest(dataset_id=s.made["dataset"], console_session_required=False)  # noqa: E731
    page = lambda: NoFilterSubtypeListRequest(page_size=2)  # noqa: E731

    async def mint(s):
        s.made["dataset"] = (await store(s).mint_dataset(collection(s))).handle
        s.made["dataset info"] = None

    async def upload(s):
        os.makedirs(s.path("up"), exist_ok=True)
        with open(s.path("up", "tide.csv"), "w") as file:
            file.write("time,level\n")
        await store(s).io.upload_all_files(source_directory=s.path("up"), dataset_id=s.made["dataset"])

    async def download(s):
        os.makedirs(s.path("down"), exist_ok=True)
        await store(s).io.download_all_files(destination_directory=s.path("down"), dataset_id=s.made["dataset"])
        assert os.path.exists(s.path("down", "tide.csv")), "the file did not come back"

    yield "Datastore.get_health_check", lambda s: store(s).get_health_check()
    yield "Datastore.validate_dataset_metadata", lambda s: store(s).validate_dataset_metadata(collection(s))
    yield "Datastore.mint_dataset", mint
    yield "Datastore.fetch_dataset", lambda s: store(s).fetch_dataset(s.made["dataset"])
    yield "Datastore.update_dataset_metadata", lambda s: store(s).update_dataset_metadata(s.made["dataset"], "r", collection(s, "Tides"))
    yield "Datastore.revert_dataset_metadata", lambda s: store(s).revert_dataset_metadata(
        RevertMetadata(id=s.made["dataset"], history_id=0, reason="back"))
    yield "Datastore.list_datasets", lambda s: store(s).list_datasets(page())
    yield "Datastore.list_all_datasets", lambda s: store(s).list_all_datasets()
    yield "Datastore.for_all_datasets", lambda s: all_of(store(s).for_all_datasets(page()))
    yield "Datastore.search_datasets", lambda s: store(s).search_datasets("readings")
    yield "Datastore.generate_read_access_credentials", lambda s: store(s).generate_read_access_credentials(wanted(s))
    yield "Datastore.generate_write_access_credentials", lambda s: store(s).generate_write_access_credentials(wanted(s))
    yield "Datastore.generate_dataset_presigned_url", lambda s: store(s).generate_dataset_presigned_url(
        PresignedURLRequest(dataset_id=s.made["dataset"], file_path="metadata.json"))
    yield "IOSubModule.upload_all_files", upload
    yield "IOSubModule.list_all_files", lambda s: store(s).io.list_all_files(s.made["dataset"], print_list=False)
    yield "IOSubModule.download_all_files", download
    yield "IOSubModule.download_specific_file", lambda s: store(s).io.download_specific_file(s.made["dataset"], "tide.csv", s.path("one"))
    yield from interactive_calls()
    yield "Datastore.version_dataset", lambda s: store(s).version_dataset(VersionRequest(id=s.made["dataset"], reason="next"))
    yield from review_calls()


def interactive_calls():
    session = lambda s: s.made["interactive"]  # noqa: E731

    async def begin(s):
        handle = (await s.client().datastore.mint_dataset(collection(s, "Interactive"))).handle
        s.made["interactive"] = await s.client().datastore.interactive_dataset(handle)

    async def upload(s):
        os.makedirs(s.path("up2"), exist_ok=True)
        with open(s.path("up2", "b.txt"), "w") as file:
            file.write("b")
        await session(s).upload_all_files(s.path("up2"))

    async def download(s):
        os.makedirs(s.path("down2"), exist_ok=True)
        await session(s).download_all_files(s.path("down2"))

    yield "Datastore.interactive_dataset", begin
    yield "InteractiveDataset.fetch_dataset", lambda s: session(s).fetch_dataset()
    yield "InteractiveDataset.generate_read_access_credentials", lambda s: session(s).generate_read_access_credentials(False)
    yield "InteractiveDataset.generate_write_access_credentials", lambda s: session(s).generate_write_access_credentials(False)
    yield "InteractiveDataset.upload_all_files", upload
    yield "InteractiveDataset.download_all_files", download
    yield "InteractiveDataset.download_specific_file", lambda s: session(s).download_specific_file("b.txt", s.path("one2"))
    yield "InteractiveDataset.revert_dataset_metadata", lambda s: session(s).revert_dataset_metadata(0, "back")
    yield "InteractiveDataset.version", lambda s: session(s).version("next")


def review_calls():
    review = lambda s, user="modeller": s.client(user).datastore.review  # noqa: E731
    yield "ReviewSubModule.add_dataset_reviewer", lambda s: review(s, "admin").add_dataset_reviewer(s.made["person"])
    yield "ReviewSubModule.dataset_approval_request", lambda s: review(s).dataset_approval_request(
        ReleaseApprovalRequest(dataset_id=s.made["dataset"], approver_id=s.made["person"], notes="please"))
    yield "ReviewSubModule.action_approval_request", lambda s: review(s).action_approval_request(
        ActionApprovalRequest(dataset_id=s.made["dataset"], approve=False, notes="no"))
    yield "ReviewSubModule.delete_dataset_reviewer", lambda s: review(s, "admin").delete_dataset_reviewer(s.made["person"])


def auth_calls():
    user = lambda s, name="modeller": s.client(name).auth_api  # noqa: E731

    async def ask(s):
        report = (await user(s, "reader").get_user_generate_access_report()).report
        for component in report.components:
            for role in component.component_roles:
                role.access_granted = True
        await user(s, "reader").post_user_request_change(report, send_email=False)

    async def own_person(s):
        made = await s.client("third").registry.person.create_item(PersonDomainInfo(
            display_name="Third", email="third@example.org", first_name="Th", last_name="Ird", ethics_approved=True))
        s.made["third person"] = made.created_item.id
        await user(s, "third").post_link_validate(UserLinkUserAssignRequest(person_id=s.made["third person"]))

    yield "Auth.get_health_check", lambda s: user(s).get_health_check()
    yield "Auth.get_user_generate_access_report", lambda s: user(s).get_user_generate_access_report()
    yield "Auth.post_user_request_change", ask
    yield "Auth.get_user_request_history", lambda s: user(s, "reader").get_user_request_history()
    yield "Auth.get_user_pending_request_history", lambda s: user(s, "reader").get_user_pending_request_history()
    yield "Auth.post_link_validate", own_person
    yield "Auth.post_link_assign", lambda s: user(s, "third").post_link_assign(UserLinkUserAssignRequest(person_id=s.made["third person"]))
    yield "Auth.get_link_lookup_username", lambda s: user(s).get_link_lookup_username()
    yield from auth_admin_calls()
    yield "Auth.get_list_groups", lambda s: user(s).get_list_groups()
    yield "Auth.get_describe_group", lambda s: user(s).get_describe_group("team")
    yield "Auth.get_list_membership", lambda s: user(s).get_list_membership()
    yield "Auth.get_list_group_members", lambda s: user(s).get_list_group_members("team")
    yield "Auth.get_check_membership", lambda s: user(s).get_check_membership("team")
    yield "AdminAuthSubModule.delete_remove_member", lambda s: s.client("admin").auth_api.admin.delete_remove_member("team", "modeller")
    yield "Link.get_linked_person", lambda s: link(s).get_linked_person()
    yield "Link.create_and_link_person", lambda s: link(s).create_and_link_person()


def link(s):
    client = s.client()
    return Link(auth=client._auth, config=client._config, auth_client=client._auth_client)


def auth_admin_calls():
    admin = lambda s: s.client("admin").auth_api.admin  # noqa: E731
    A = "AdminAuthSubModule."
    group = UserGroupMetadata(id="team", display_name="Team", description="d")

    async def latest(s):
        return (await admin(s).get_all_request_history()).items[-1]

    async def note(s):
        request = await latest(s)
        await admin(s).post_add_note(RequestAddNote(note="n", username=request.username, request_id=request.request_id))

    async def decide(s):
        request = await latest(s)
        await admin(s).post_change_request_state(False, AccessRequestStatusChange(
            username=request.username, request_id=request.request_id, desired_state=RequestStatus.APPROVED_PENDING_ACTION))

    yield A + "get_all_pending_request_history", lambda s: admin(s).get_all_pending_request_history()
    yield A + "get_all_request_history", lambda s: admin(s).get_all_request_history()
    yield A + "get_user_pending_request_history", lambda s: admin(s).get_user_pending_request_history("reader")
    yield A + "get_user_request_history", lambda s: admin(s).get_user_request_history("reader")
    yield A + "post_add_note", note
    yield A + "post_change_request_state", decide
    yield A + "post_add_group", lambda s: admin(s).post_add_group(group)
    yield A + "post_groups_add_member", lambda s: admin(s).post_groups_add_member("team", GroupUser(username="modeller"))
    yield A + "get_list_groups", lambda s: admin(s).get_list_groups()
    yield A + "get_describe_group", lambda s: admin(s).get_describe_group("team")
    yield A + "get_list_members", lambda s: admin(s).get_list_members("team")
    yield A + "get_list_group_membership", lambda s: admin(s).get_list_group_membership("modeller")
    yield A + "get_check_user_membership", lambda s: admin(s).get_check_user_membership("modeller", "team")
    yield A + "put_update_group", lambda s: admin(s).put_update_group(group)
    yield A + "get_export_groups", lambda s: admin(s).get_export_groups()
    yield A + "post_import_groups", lambda s: admin(s).post_import_groups(GroupsImportRequest(import_mode=ImportMode.ADD_ONLY, items=[]))
    yield A + "post_restore_groups_from_table", lambda s: admin(s).post_restore_groups_from_table(
        "no-such-table", GroupsRestoreRequest(import_mode=ImportMode.ADD_ONLY))
    yield A + "get_link_lookup_username", lambda s: admin(s).get_link_lookup_username("modeller")
    yield A + "get_link_reverse_lookup_username", lambda s: admin(s).get_link_reverse_lookup_username(s.made["person"])
    yield A + "post_link_assign", lambda s: admin(s).post_link_assign(
        AdminLinkUserAssignRequest(username="colleague", person_id=s.made["person"]))
    yield A + "delete_clear_link", lambda s: admin(s).delete_clear_link("colleague")


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


def search_and_handle_calls():
    handles = lambda s: s.client("admin").id_api  # noqa: E731
    yield "Search.search_registry", lambda s: s.client().search.search_registry("reef", limit=5, subtype_filter=None)
    yield "IDService.mint", lambda s: handles(s).mint(MintRequest(value="https://example.org", value_type="URL"))
    yield "IDService.list", lambda s: handles(s).list()
    yield "IDService.add_value", lambda s: handles(s).add_value(AddValueRequest(id=s.made["model"], value="v", value_type="DESC"))
    yield "IDService.add_value_by_index", lambda s: handles(s).add_value_by_index(
        AddValueIndexRequest(id=s.made["model"], value="v", value_type="DESC", index=7))
    yield "IDService.modify_by_index", lambda s: handles(s).modify_by_index(ModifyRequest(id=s.made["model"], value="w", index=7))
    yield "IDService.remove_by_index", lambda s: handles(s).remove_by_index(RemoveRequest(id=s.made["model"], index=7))


def general_registry_calls():
    registry = lambda s, user="modeller": s.client(user).registry  # noqa: E731
    R = "Registry."
    yield R + "get_health_check", lambda s: registry(s).get_health_check()
    yield R + "get_current_provena_version", lambda s: registry(s).get_current_provena_version()
    yield R + "general_fetch_item", lambda s: registry(s).general_fetch_item(s.made["model"])
    yield R + "list_general_registry_items", lambda s: registry(s).list_general_registry_items(GeneralListRequest(page_size=3))
    yield R + "list_registry_items_with_count", lambda s: registry(s).list_registry_items_with_count()


def administration_calls():
    registry = lambda s: s.client("admin").registry.admin  # noqa: E731
    prov = lambda s: s.client("admin").prov_api.admin  # noqa: E731
    tables = TableNames(resource_table_name="a", auth_table_name="b", lock_table_name="c")

    async def item(s):
        return (await s.client("admin").registry.model_run.fetch(s.made["model run"])).item

    async def store(s):
        await prov(s).store_record(await item(s))

    async def store_all(s):
        await prov(s).store_multiple_records([await item(s)])

    async def delete(s):
        made = await s.client().registry.organisation.create_item(type_of_organisation(s))
        await registry(s).delete(made.created_item.id)

    def type_of_organisation(s):
        from ProvenaInterfaces.RegistryModels import OrganisationDomainInfo
        return OrganisationDomainInfo(display_name="To be deleted", name="n")

    async def delete_run(s):
        job = await s.client().job_api.await_successful_job_completion(
            (await s.client().prov_api.register_model_run(record(s, "Short-lived"))).session_id, SOON)
        await prov(s).delete_model_run_provenance_and_registry(job.result["record"]["id"])

    R, P = "RegistryAdminClient.", "ProvAPIAdminSubModule."
    yield R + "export_items", lambda s: registry(s).export_items()
    yield R + "import_items", lambda s: registry(s).import_items(RegistryImportRequest(
        import_mode=RegistryImportMode.ADD_ONLY, items=[], trial_mode=True, allow_entry_deletion=False))
    yield R + "restore_items_from_dynamo_table", lambda s: registry(s).restore_items_from_dynamo_table(RegistryRestoreRequest(
        import_mode=RegistryImportMode.ADD_ONLY, trial_mode=True, allow_entry_deletion=False, table_names=tables))
    yield R + "generate_config_file", lambda s: registry(s).generate_config_file()
    yield R + "delete", delete
    yield P + "generate_config_file", lambda s: prov(s).generate_config_file()
    yield P + "store_record", store
    yield P + "store_multiple_records", store_all
    yield P + "store_all_registry_records", lambda s: prov(s).store_all_registry_records()
    yield P + "delete_model_run_provenance", lambda s: prov(s).delete_model_run_provenance(s.made["model run"], trial_mode=True)
    yield P + "delete_model_run_provenance_and_registry", delete_run
