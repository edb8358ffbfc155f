"""Calls of the ten kinds of registry items: the same for each, but for how an item is made."""
from ProvenaInterfaces.RegistryAPI import (
    GeneralListRequest, ItemRevertRequest, LockChangeRequest, VersionRequest)
from ProvenaInterfaces.RegistryModels import (
    CreateDomainInfo, DatasetTemplateDomainInfo, ModelDomainInfo, ModelRunWorkflowTemplateDomainInfo, OrganisationDomainInfo,
    PersonDomainInfo, StudyDomainInfo, VersionDomainInfo)

URL = "https://example.org/x"

# class of the client library -> attribute of `registry`, and the body of a new item where people make them
WRITTEN = {
    "OrganisationClient": ("organisation", lambda m: OrganisationDomainInfo(display_name="Org", name="Org")),
    "PersonClient": ("person", lambda m: PersonDomainInfo(
        display_name="A Person", email="a@example.org", first_name="A", last_name="Person", ethics_approved=True)),
    "ModelClient": ("model", lambda m: ModelDomainInfo(
        display_name="Model", name="Model", description="d", documentation_url=URL, source_url=URL)),
    "ModelRunWorkFlowClient": ("model_run_workflow", lambda m: ModelRunWorkflowTemplateDomainInfo(
        display_name="Workflow", software_id=m["model"])),
    "DatasetTemplateClient": ("dataset_template", lambda m: DatasetTemplateDomainInfo(display_name="Template")),
    "StudyClient": ("study", lambda m: StudyDomainInfo(display_name="Study", title="Study", description="d")),
}
# kinds that other parts write: where the id of an item is found, and a body to validate
FOUND = {
    "CreateActivityClient": ("create_activity", "create activity", lambda s: CreateDomainInfo(
        display_name="c", created_item_id=s.made["model"])),
    "VersionActivityClient": ("version_acitvity", "version activity", lambda s: VersionDomainInfo(
        display_name="v", reason="r", from_item_id=s.made["model"], to_item_id=s.made["model"], new_version_number=2)),
    "ModelRunActivityClient": ("model_run", "model run", lambda s: s.made["model run info"]),
    "DatasetClient": ("dataset", "dataset", lambda s: None),
}


def written_calls(name, attribute, body):
    """An item of its own, from its making to a revert; what is called `$id` below is that item."""
    kind = lambda s: getattr(s.client().registry, attribute)  # noqa: E731
    key = attribute + " item"

    async def create(s):
        made = await kind(s).create_item(body(s.made))
        s.made[key] = made.created_item.id

    async def seed(s):
        s.made[attribute + " seed"] = (await kind(s).seed_item()).seeded_item.id

    yield f"{name}.create_item", create
    yield f"{name}.seed_item", seed
    yield f"{name}.update", lambda s: kind(s).update(s.made[key], body(s.made), "better")
    yield f"{name}.validate_item", lambda s: kind(s).validate_item(body(s.made))
    yield from common_calls(name, attribute, key)
    if name in ("ModelClient", "ModelRunWorkFlowClient", "DatasetTemplateClient"):
        yield f"{name}.version_item", lambda s: kind(s).version_item(VersionRequest(id=s.made[key], reason="next"))


def found_calls(name, attribute, key, body):
    kind = lambda s: getattr(s.client().registry, attribute)  # noqa: E731
    if name == "CreateActivityClient":
        yield f"{name}.create_item", lambda s: kind(s).create_item(body(s))
    yield f"{name}.validate_item", lambda s: kind(s).validate_item(body(s))
    yield from common_calls(name, attribute, key)


def common_calls(name, attribute, key):
    kind = lambda s: getattr(s.client().registry, attribute)  # noqa: E731
    reason = lambda s: LockChangeRequest(id=s.made[key], reason="because")  # noqa: E731

    async def modify(s):
        settings = await kind(s).get_auth_configuration(s.made[key])
        await kind(s).modify_auth_configuration(s.made[key], settings)

    yield f"{name}.fetch", lambda s: kind(s).fetch(s.made[key])
    yield f"{name}.list_items", lambda s: kind(s).list_items(GeneralListRequest(page_size=2))
    yield f"{name}.revert_item", lambda s: kind(s).revert_item(ItemRevertRequest(id=s.made[key], history_id=0, reason="back"))
    yield f"{name}.get_schema", lambda s: kind(s).get_schema()
    yield f"{name}.evaluate_auth_access", lambda s: kind(s).evaluate_auth_access(s.made[key])
    yield f"{name}.get_auth_configuration", lambda s: kind(s).get_auth_configuration(s.made[key])
    yield f"{name}.modify_auth_configuration", modify
    yield f"{name}.get_auth_roles", lambda s: kind(s).get_auth_roles()
    yield f"{name}.lock_resource", lambda s: kind(s).lock_resource(reason(s))
    yield f"{name}.get_lock_history", lambda s: kind(s).get_lock_history(s.made[key])
    yield f"{name}.get_lock_status", lambda s: kind(s).get_lock_status(s.made[key])
    yield f"{name}.unlock_resource", lambda s: kind(s).unlock_resource(reason(s))


def deleting_calls():
    """Last of all: administrators take the items away again."""
    named = {**{name: (row[0], row[0] + " item") for name, row in WRITTEN.items()}, **{name: row[:2] for name, row in FOUND.items()}}
    for name, (attribute, key) in named.items():
        yield f"{name}.admin_delete", lambda s, a=attribute, k=key: getattr(s.client("admin").registry, a).admin_delete(s.made[k])


def registry_calls():
    for name, (attribute, body) in WRITTEN.items():
        yield from written_calls(name, attribute, body)
    for name, (attribute, key, body) in FOUND.items():
        yield from found_calls(name, attribute, key, body)
