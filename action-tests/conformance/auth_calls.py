"""Calls of the auth API: access requests, groups, links."""
from ProvenaInterfaces.AuthAPI import (
    AccessRequestStatusChange, AdminLinkUserAssignRequest, GroupsImportRequest, GroupsRestoreRequest, GroupUser, ImportMode,
    RequestAddNote, RequestStatus, UserGroupMetadata, UserLinkUserAssignRequest)
from ProvenaInterfaces.RegistryModels import PersonDomainInfo
from provenaclient.modules.link import Link


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
