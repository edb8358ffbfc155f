import { type Route, route } from '../http/route.ts';
import { StatusFailure, withStatus } from '../http/status.ts';
import { text } from '../pydantic/scalars.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createGroupAdminRoutes } from './group-admin-routes.ts';
import { checkMembership, describeGroup, getGroupOrStatusFailure, listGroups } from './group-responses.ts';
import { type Groups, isMember } from './groups.ts';
import { ANY_USER } from './roles.ts';

/** Routes of user groups, for every user and for administrators. */
export function createGroupRoutes(state: SandboxState): Route[] {
  return [...createUserRoutes(state.groups), ...createGroupAdminRoutes(state)];
}

const id = text();
const group_id = text();

function createUserRoutes(groups: Groups): Route[] {
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
