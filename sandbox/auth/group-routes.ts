import { badRequest } from '../http/errors.ts';
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
          const group = getGroupOrStatusFailure(groups, query.id);
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
  const fetch = () => ({ group: getMetadata(getGroupOrStatusFailure(groups, groupId)) });
  return withStatus('Fetched.', fetch, { group: null });
}

/** Whether a user is in a group. */
export function checkMembership(groups: Groups, groupId: string, name: string) {
  const check = () => ({ is_member: isMember(getGroupOrStatusFailure(groups, groupId), name) });
  return withStatus('Looked up.', check, { is_member: null });
}

function getMetadata({ users: _, ...metadata }: UserGroup): GroupMetadata {
  return metadata;
}

/** @throws StatusFailure when there is no such group */
export function getGroupOrStatusFailure(groups: Groups, groupId: string): UserGroup {
  const group = groups.find(groupId);
  if (!group) throw new StatusFailure(`There is no group ${groupId}.`);
  return group;
}

/** @throws HttpError (400) when there is no such group */
export function getGroupOrBadRequest(groups: Groups, groupId: string): UserGroup {
  const group = groups.find(groupId);
  if (!group) throw badRequest(`There is no group ${groupId}.`);
  return group;
}

/** Writes a group without its null fields. */
export function saveGroup(groups: Groups, group: UserGroup): void {
  groups.put(group.id, removeNulls(group));
}
