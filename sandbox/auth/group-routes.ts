import { badRequest, serverError } from '../http/refusal.ts';
import { type Route, route } from '../http/route.ts';
import { done, NotDone, withStatus } from '../not-done.ts';
import { list, looseObject } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { withoutNulls } from '../pydantic/nulls.ts';
import { text } from '../pydantic/scalars.ts';
import { IMPORT_SETTINGS } from '../registry/models/requests.ts';
import { ANYBODY } from '../roles.ts';
import type { World } from '../world.ts';
import { importGroups } from './group-import.ts';
import {
  type GroupMetadata,
  type Groups,
  GroupUser,
  isMember,
  GroupMetadata as Metadata,
  type UserGroup,
} from './groups.ts';

const RemoveMembers = model('RemoveMembersRequest', { group_id: text(), member_usernames: list(text()) });
const ImportRequest = model('GroupsImportRequest', { ...IMPORT_SETTINGS, items: list(looseObject) });
const RestoreRequest = model('GroupsRestoreRequest', IMPORT_SETTINGS);

const R = ['sys-admin-read'];
const W = ['sys-admin-write'];
const A = ['sys-admin-admin'];

/** Groups of users: what everybody may ask, and what administrators may do. */
export function groupRoutes({ groups }: World): Route[] {
  return [
    ...userRoutes(groups),
    ...askingRoutes(groups),
    ...memberRoutes(groups),
    ...changingRoutes(groups),
    ...bulkRoutes(groups),
  ];
}

const id = text();
const group_id = text();
const username = text();

function userRoutes(groups: Groups): Route[] {
  return [
    route('GET', '/groups/user/list_groups', { roles: ANYBODY, answer: () => listed(groups.all()) }),
    route('GET', '/groups/user/describe_group', {
      roles: ANYBODY,
      query: { id },
      answer: ({ query }) => describe(groups, query.id),
    }),
    route('GET', '/groups/user/list_user_membership', {
      roles: ANYBODY,
      answer: ({ user }) => listed(groups.all().filter((group) => isMember(group, user.username))),
    }),
    route('GET', '/groups/user/list_members', {
      roles: ANYBODY,
      query: { id },
      answer: ({ query, user }) =>
        withStatus(
          'Here they are.',
          () => {
            const group = demandGroup(groups, query.id);
            if (!isMember(group, user.username)) throw new NotDone('You are not in this group.');
            return { group };
          },
          { group: null },
        ),
    }),
    route('GET', '/groups/user/check_membership', {
      roles: ANYBODY,
      query: { group_id },
      answer: ({ query, user }) => membership(groups, query.group_id, user.username),
    }),
  ];
}

function askingRoutes(groups: Groups): Route[] {
  return [
    route('GET', '/groups/admin/list_groups', { roles: R, answer: () => listed(groups.all()) }),
    route('GET', '/groups/admin/describe_group', {
      roles: R,
      query: { id },
      answer: ({ query }) => describe(groups, query.id),
    }),
    route('GET', '/groups/admin/list_members', {
      roles: R,
      query: { id },
      answer: ({ query }) =>
        withStatus('Here they are.', () => ({ group: demandGroup(groups, query.id) }), { group: null }),
    }),
    route('GET', '/groups/admin/list_user_membership', {
      roles: R,
      query: { username },
      answer: ({ query }) => listed(groups.all().filter((group) => isMember(group, query.username))),
    }),
    route('GET', '/groups/admin/check_membership', {
      roles: R,
      query: { group_id, username },
      answer: ({ query }) => membership(groups, query.group_id, query.username),
    }),
  ];
}

function memberRoutes(groups: Groups): Route[] {
  const remove = (groupId: string, names: string[]) => {
    const group = knownGroup(groups, groupId);
    const stranger = names.find((name) => !isMember(group, name));
    if (stranger !== undefined) throw badRequest(`${stranger} is not in the group ${groupId}.`);
    save(groups, { ...group, users: group.users.filter((user) => !names.includes(user.username)) });
    return { status: done('Removed.') };
  };
  return [
    route('POST', '/groups/admin/add_member', {
      roles: W,
      query: { group_id },
      body: GroupUser,
      answer({ query, body }) {
        const group = knownGroup(groups, query.group_id);
        if (isMember(group, body.username)) throw badRequest(`${body.username} is in the group already.`);
        save(groups, { ...group, users: [...group.users, body] });
        return { status: done('Added.') };
      },
    }),
    route('DELETE', '/groups/admin/remove_member', {
      roles: W,
      query: { username, group_id },
      answer: ({ query }) => remove(query.group_id, [query.username]),
    }),
    route('POST', '/groups/admin/remove_members', {
      roles: W,
      body: RemoveMembers,
      answer: ({ body }) => remove(body.group_id, body.member_usernames),
    }),
  ];
}

function changingRoutes(groups: Groups): Route[] {
  return [
    route('POST', '/groups/admin/add_group', {
      roles: W,
      body: Metadata,
      answer({ body }) {
        if (find(groups, body.id)) throw badRequest(`There is a group ${body.id} already.`);
        save(groups, { ...body, users: [] });
        return { status: done('Added.') };
      },
    }),
    route('PUT', '/groups/admin/update_group', {
      roles: W,
      body: Metadata,
      answer({ body }) {
        save(groups, { ...body, users: knownGroup(groups, body.id).users });
        return { status: done('Updated.') };
      },
    }),
    route('DELETE', '/groups/admin/remove_group', {
      roles: A,
      query: { id },
      answer({ query }) {
        groups.delete(knownGroup(groups, query.id).id);
        return { status: done('Removed.') };
      },
    }),
  ];
}

function bulkRoutes(groups: Groups): Route[] {
  return [
    route('GET', '/groups/admin/export', {
      roles: A,
      answer: () => ({ status: done('Here they are.'), items: groups.rows() }),
    }),
    route('POST', '/groups/admin/import', {
      roles: A,
      body: ImportRequest,
      answer: ({ body }) => importGroups(groups, body, body.items),
    }),
    route('POST', '/groups/admin/restore_from_table', {
      roles: A,
      query: { table_name: text() },
      body: RestoreRequest,
      answer({ query, body }) {
        if (query.table_name !== 'user_groups') throw serverError(`There is no table ${query.table_name}.`);
        const status = { success: false, details: 'The table is the one that would be restored.' };
        return { status, trial_mode: body.trial_mode, statistics: null, failure_list: null };
      },
    }),
  ];
}

function listed(all: UserGroup[]) {
  return { status: done('Here they are.'), groups: all.map(metadataOf) };
}

function describe(groups: Groups, groupId: string) {
  return withStatus('Here it is.', () => ({ group: metadataOf(demandGroup(groups, groupId)) }), {
    group: null,
  });
}

function membership(groups: Groups, groupId: string, name: string) {
  return withStatus('Looked up.', () => ({ is_member: isMember(demandGroup(groups, groupId), name) }), {
    is_member: null,
  });
}

function metadataOf({
  id: own,
  display_name,
  description,
  default_data_store_access,
}: UserGroup): GroupMetadata {
  return { id: own, display_name, description, default_data_store_access };
}

/** @throws Refusal 500 for an empty id */
function find(groups: Groups, groupId: string): UserGroup | undefined {
  if (groupId === '') throw serverError('The table refuses an empty string as key.');
  return groups.get(groupId);
}

/** @throws NotDone when there is no such group */
function demandGroup(groups: Groups, groupId: string): UserGroup {
  const group = find(groups, groupId);
  if (!group) throw new NotDone(`There is no group ${groupId}.`);
  return group;
}

/** @throws Refusal 400 when there is no such group */
function knownGroup(groups: Groups, groupId: string): UserGroup {
  const group = find(groups, groupId);
  if (!group) throw badRequest(`There is no group ${groupId}.`);
  return group;
}

function save(groups: Groups, group: UserGroup): void {
  groups.put(group.id, withoutNulls(group));
}
