import { badRequest, serverError } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus, withStatus } from '../http/status.ts';
import { list, looseObject } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { text } from '../pydantic/scalars.ts';
import { IMPORT_SETTINGS } from '../registry/models/requests.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { importGroups } from './group-import.ts';
import { checkMembership, describeGroup, getGroup, listGroups, saveGroup } from './group-routes.ts';
import { type Groups, GroupUser, isMember, GroupMetadata as Metadata } from './groups.ts';
import { AUTH_ADMIN, AUTH_READ, AUTH_WRITE } from './roles.ts';

const RemoveMembers = model('RemoveMembersRequest', { group_id: text(), member_usernames: list(text()) });
const ImportRequest = model('GroupsImportRequest', { ...IMPORT_SETTINGS, items: list(looseObject) });
const RestoreRequest = model('GroupsRestoreRequest', IMPORT_SETTINGS);

const id = text();
const group_id = text();
const username = text();

export function createGroupAdminRoutes(state: SandboxState): Route[] {
  const { groups } = state;
  return [
    ...createReadingRoutes(groups),
    ...createMemberRoutes(groups),
    ...createWritingRoutes(groups),
    ...createBulkRoutes(state),
  ];
}

function createReadingRoutes(groups: Groups): Route[] {
  return [
    route('GET', '/groups/admin/list_groups', { roles: AUTH_READ }, () => listGroups(groups.all())),
    route('GET', '/groups/admin/describe_group', { roles: AUTH_READ, query: { id } }, ({ query }) =>
      describeGroup(groups, query.id),
    ),
    route('GET', '/groups/admin/list_members', { roles: AUTH_READ, query: { id } }, ({ query }) =>
      withStatus('Listed.', () => ({ group: getGroup(groups, query.id) }), { group: null }),
    ),
    route(
      'GET',
      '/groups/admin/list_user_membership',
      { roles: AUTH_READ, query: { username } },
      ({ query }) => listGroups(groups.all().filter((group) => isMember(group, query.username))),
    ),
    route(
      'GET',
      '/groups/admin/check_membership',
      { roles: AUTH_READ, query: { group_id, username } },
      ({ query }) => checkMembership(groups, query.group_id, query.username),
    ),
  ];
}

function createMemberRoutes(groups: Groups): Route[] {
  const remove = (groupId: string, names: string[]) => {
    const group = getGroup(groups, groupId, badRequest);
    const nonMember = names.find((name) => !isMember(group, name));
    if (nonMember !== undefined) throw badRequest(`${nonMember} is not in the group ${groupId}.`);
    saveGroup(groups, { ...group, users: group.users.filter((user) => !names.includes(user.username)) });
    return { status: createSuccessStatus('Removed.') };
  };
  return [
    route(
      'POST',
      '/groups/admin/add_member',
      { roles: AUTH_WRITE, query: { group_id }, body: GroupUser },
      ({ query, body }) => {
        const group = getGroup(groups, query.group_id, badRequest);
        if (isMember(group, body.username)) throw badRequest(`${body.username} is already in the group.`);
        saveGroup(groups, { ...group, users: [...group.users, body] });
        return { status: createSuccessStatus('Added.') };
      },
    ),
    route(
      'DELETE',
      '/groups/admin/remove_member',
      { roles: AUTH_WRITE, query: { username, group_id } },
      ({ query }) => remove(query.group_id, [query.username]),
    ),
    route('POST', '/groups/admin/remove_members', { roles: AUTH_WRITE, body: RemoveMembers }, ({ body }) =>
      remove(body.group_id, body.member_usernames),
    ),
  ];
}

function createWritingRoutes(groups: Groups): Route[] {
  return [
    route('POST', '/groups/admin/add_group', { roles: AUTH_WRITE, body: Metadata }, ({ body }) => {
      if (groups.find(body.id)) throw badRequest(`There is already a group ${body.id}.`);
      saveGroup(groups, { ...body, users: [] });
      return { status: createSuccessStatus('Added.') };
    }),
    route('PUT', '/groups/admin/update_group', { roles: AUTH_WRITE, body: Metadata }, ({ body }) => {
      saveGroup(groups, { ...body, users: getGroup(groups, body.id, badRequest).users });
      return { status: createSuccessStatus('Updated.') };
    }),
    route('DELETE', '/groups/admin/remove_group', { roles: AUTH_ADMIN, query: { id } }, ({ query }) => {
      groups.delete(getGroup(groups, query.id, badRequest).id);
      return { status: createSuccessStatus('Removed.') };
    }),
  ];
}

function createBulkRoutes(state: SandboxState): Route[] {
  const { groups } = state;
  return [
    route('GET', '/groups/admin/export', { roles: AUTH_ADMIN }, () => ({
      status: createSuccessStatus('Listed.'),
      items: groups.entries().map(([, group]) => group),
    })),
    route('POST', '/groups/admin/import', { roles: AUTH_ADMIN, body: ImportRequest }, ({ body }) =>
      importGroups(state, body, body.items),
    ),
    route(
      'POST',
      '/groups/admin/restore_from_table',
      { roles: AUTH_ADMIN, query: { table_name: text() }, body: RestoreRequest },
      ({ query, body }) => {
        if (query.table_name !== 'user_groups') throw serverError(`There is no table ${query.table_name}.`);
        const status = { success: false, details: 'The table cannot be restored from itself.' };
        return { status, trial_mode: body.trial_mode, statistics: null, failure_list: null };
      },
    ),
  ];
}
