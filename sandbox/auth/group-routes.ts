import { type Route, route } from '../http/route.ts';
import { createSuccessStatus, StatusFailure, withStatus } from '../http/status.ts';
import { removeNulls } from '../pydantic/collections.ts';
import { text } from '../pydantic/scalars.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type GroupMetadata, type Groups, isMember, type UserGroup } from './groups.ts';
import { ANY_USER } from './roles.ts';

const id = text();
const group_id = text();

/** Routes of user groups for every user. */
export function createGroupRoutes({ groups }: SandboxState): Route[] {
  return [
    route('GET', '/groups/user/list_groups', { roles: ANY_USER }, () => listGroups(groups.all())),
    route('GET', '/groups/user/describe_group', { roles: ANY_USER, query: { id } }, ({ query }) =>
      describeGroup(groups, query.id),
    ),
    route('GET', '/groups/user/list_user_membership', { roles: ANY_USER }, ({ user }) =>
      listGroups(groups.all().filter((group) => isMember(group, user.username))),
    ),
    route('GET', '/groups/user/list_members', { roles: ANY_USER, query: { id } }, ({ query, user }) =>
      withStatus(
        'The members of the group are listed.',
        () => {
          const group = getGroup(groups, query.id);
          if (!isMember(group, user.username)) throw new StatusFailure('You are not in this group.');
          return { group };
        },
        { group: null },
      ),
    ),
    route(
      'GET',
      '/groups/user/check_membership',
      { roles: ANY_USER, query: { group_id } },
      ({ query, user }) => checkMembership(groups, query.group_id, user.username),
    ),
  ];
}

/** Groups without their members. */
export function listGroups(all: UserGroup[]) {
  return { status: createSuccessStatus('Listed.'), groups: all.map(getMetadata) };
}

/** One group without its members. */
export function describeGroup(groups: Groups, groupId: string) {
  const fetch = () => ({ group: getMetadata(getGroup(groups, groupId)) });
  return withStatus('Fetched.', fetch, { group: null });
}

/** Whether a user is in a group. */
export function checkMembership(groups: Groups, groupId: string, name: string) {
  const check = () => ({ is_member: isMember(getGroup(groups, groupId), name) });
  return withStatus('Looked up.', check, { is_member: null });
}

function getMetadata({ users: _, ...metadata }: UserGroup): GroupMetadata {
  return metadata;
}

/** @throws StatusFailure when there is no such group, or another error that `createError` returns */
export function getGroup(
  groups: Groups,
  id: string,
  createError: (message: string) => Error = (message) => new StatusFailure(message),
): UserGroup {
  const group = groups.find(id);
  if (!group) throw createError(`There is no group ${id}.`);
  return group;
}

/** Writes a group without its null fields. */
export function saveGroup(groups: Groups, group: UserGroup): void {
  groups.put(group.id, removeNulls(group));
}
