"""Calls about the instance as a whole: search, handles, what spans all kinds of items, administration."""
from ProvenaInterfaces.HandleAPI import (
    AddValueIndexRequest, AddValueRequest, MintRequest, ModifyRequest, RemoveRequest)
from ProvenaInterfaces.RegistryAPI import (
    GeneralListRequest, ImportMode, RegistryImportRequest, RegistryRestoreRequest, TableNames)
from ProvenaInterfaces.RegistryModels import OrganisationDomainInfo

from records import SOON, record


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
        info = OrganisationDomainInfo(display_name="To be deleted", name="n")
        made = await s.client().registry.organisation.create_item(info)
        await registry(s).delete(made.created_item.id)

    async def delete_run(s):
        job = await s.client().job_api.await_successful_job_completion(
            (await s.client().prov_api.register_model_run(record(s, "Short-lived"))).session_id, SOON)
        await prov(s).delete_model_run_provenance_and_registry(job.result["record"]["id"])

    R, P = "RegistryAdminClient.", "ProvAPIAdminSubModule."
    yield R + "export_items", lambda s: registry(s).export_items()
    yield R + "import_items", lambda s: registry(s).import_items(RegistryImportRequest(
        import_mode=ImportMode.ADD_ONLY, items=[], trial_mode=True, allow_entry_deletion=False))
    yield R + "restore_items_from_dynamo_table", lambda s: registry(s).restore_items_from_dynamo_table(RegistryRestoreRequest(
        import_mode=ImportMode.ADD_ONLY, trial_mode=True, allow_entry_deletion=False, table_names=tables))
    yield R + "generate_config_file", lambda s: registry(s).generate_config_file()
    yield R + "delete", delete
    yield P + "generate_config_file", lambda s: prov(s).generate_config_file()
    yield P + "store_record", store
    yield P + "store_multiple_records", store_all
    yield P + "store_all_registry_records", lambda s: prov(s).store_all_registry_records()
    yield P + "delete_model_run_provenance", lambda s: prov(s).delete_model_run_provenance(s.made["model run"], trial_mode=True)
    yield P + "delete_model_run_provenance_and_registry", delete_run
