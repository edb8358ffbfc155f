import { badRequest, serverError } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus, StatusFailure, withStatus } from '../http/status.ts';
import { list, looseObject, removeNulls } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { text } from '../pydantic/scalars.ts';
import { findProblem, type Type } from '../pydantic/type.ts';
import { importEntries } from '../registry/import-entries.ts';
import { IMPORT_SETTINGS, type ImportSettings } from '../registry/models/requests.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { GroupMetadata, type Groups, GroupUser, isMember, UserGroup } from './groups.ts';
import { ANY_USER, AUTH_ADMIN, AUTH_READ, AUTH_WRITE } from './roles.ts';

const RemoveMembers = model('RemoveMembersRequest', { group_id: text(), member_usernames: list(text()) });
const ImportRequest = model('GroupsImportRequest', { ...IMPORT_SETTINGS, items: list(looseObject) });
const RestoreRequest = model('GroupsRestoreRequest', IMPORT_SETTINGS);

const id = text();
const group_id = text();
const username = text();

/** Routes of user groups. */
export function createGroupRoutes(state: SandboxState): Route[] {
  const { groups } = state;
  return [
    ...createReadingRoutes(groups, 'user', ANY_USER),
    ...createReadingRoutes(groups, 'admin', AUTH_READ),
    ...createMemberRoutes(groups),
    ...createWritingRoutes(groups),
    ...createBulkRoutes(state),
  ];
}

/** The routes with which users read groups for themselves, and administrators for the user that they name. */
function createReadingRoutes(groups: Groups, level: 'user' | 'admin', roles: string[]): Route[] {
  const path = (name: string) => `/groups/${level}/${name}`;
  const subject: { username?: Type<string> } = level === 'admin' ? { username } : {};
  return [
    route('GET', path('list_groups'), { roles }, () => listGroups(groups.listMetadata())),
    route('GET', path('describe_group'), { roles, query: { id } }, ({ query }) =>
      withStatus('Fetched.', ['group'], () => ({
        group: assertFound(groups.findMetadata(query.id), query.id),
      })),
    ),
    route('GET', path('list_user_membership'), { roles, query: subject }, ({ query, user }) => {
      const isInside = (group: UserGroup) => isMember(group, query.username ?? user.username);
      return listGroups(
        groups
          .all()
          .filter(isInside)
          .map(({ users: _, ...metadata }) => metadata),
      );
    }),
    route('GET', path('list_members'), { roles, query: { id } }, ({ query, user }) =>
      withStatus('The members of the group are listed.', ['group'], () => {
        const group = getGroup(groups, query.id);
        if (level === 'user' && !isMember(group, user.username))
          throw new StatusFailure('You are not in this group.');
        return { group };
      }),
    ),
    route('GET', path('check_membership'), { roles, query: { group_id, ...subject } }, ({ query, user }) =>
      withStatus('Looked up.', ['is_member'], () => ({
        is_member: isMember(getGroup(groups, query.group_id), query.username ?? user.username),
      })),
    ),
  ];
}

function listGroups(listed: GroupMetadata[]) {
  return { status: createSuccessStatus('Listed.'), groups: listed };
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
    route('POST', '/groups/admin/add_group', { roles: AUTH_WRITE, body: GroupMetadata }, ({ body }) => {
      if (groups.findMetadata(body.id)) throw badRequest(`There is already a group ${body.id}.`);
      saveGroup(groups, { ...body, users: [] });
      return { status: createSuccessStatus('Added.') };
    }),
    route('PUT', '/groups/admin/update_group', { roles: AUTH_WRITE, body: GroupMetadata }, ({ body }) => {
      saveGroup(groups, { ...body, users: getGroup(groups, body.id, badRequest).users });
      return { status: createSuccessStatus('Updated.') };
    }),
    route('DELETE', '/groups/admin/remove_group', { roles: AUTH_ADMIN, query: { id } }, ({ query }) => {
      assertFound(groups.findMetadata(query.id), query.id, badRequest);
      groups.delete(query.id);
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

type Row = Record<string, unknown>;

/** Imports groups. @throws HttpError (500) for a group without id if the settings do not require to parse the groups */
function importGroups({ db, groups }: SandboxState, settings: ImportSettings, rows: Row[]) {
  const present = new Map(groups.entries());
  return importEntries(settings, rows, {
    sizes: ['old_size', 'new_size'],
    ids: new Set(present.keys()),
    get: (id) => present.get(id),
    getId,
    findProblem: (row) => findProblem(UserGroup, row),
    replace: (imported, deleted) =>
      db.atomically(() => {
        for (const [id, group] of imported) groups.put(id, group);
        for (const id of deleted) groups.delete(id);
      }),
  });
}

function getId({ id }: Row): string {
  if (typeof id !== 'string') throw serverError('An item has no id.');
  return id;
}

/** @throws StatusFailure when there is no such group, or another error that `createError` returns */
function getGroup(groups: Groups, groupId: string, createError?: (message: string) => Error): UserGroup {
  return assertFound(groups.find(groupId), groupId, createError);
}

function assertFound<T>(
  group: T | undefined,
  groupId: string,
  createError: (message: string) => Error = (message) => new StatusFailure(message),
): T {
  if (group === undefined) throw createError(`There is no group ${groupId}.`);
  return group;
}

/** Writes a group without its null fields. */
function saveGroup(groups: Groups, group: UserGroup): void {
  groups.put(group.id, removeNulls(group));
}
