import { json } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, routes } from '../http/routes.ts';
import {
  type Group,
  GroupListResponse,
  GroupMembersResponse,
  type GroupMetadata,
  GroupResponse,
  MembershipResponse,
} from '../model/group.ts';

const route = routes('auth', 'auth', {
  listGroups: get('/groups/user/list_groups', 'token', json(GroupListResponse)),
  describeGroup: get('/groups/user/describe_group', 'token', json(GroupResponse), { notFoundOn: 'status' }),
  listMembership: get('/groups/user/list_user_membership', 'token', json(GroupListResponse)),
  listGroupMembers: get('/groups/user/list_members', 'token', json(GroupMembersResponse)),
  checkMembership: get('/groups/user/check_membership', 'token', json(MembershipResponse), {
    notFoundOn: 'status',
  }),
});

export function createGroupMethods(call: Call) {
  return {
    /** All groups of the instance. `GET /groups/user/list_groups` */
    listGroups: async (options?: CallOptions): Promise<GroupMetadata[]> =>
      (await call(route.listGroups, {}, options)).groups,
    /** `GET /groups/user/describe_group` */
    describeGroup: async (groupId: string, options?: CallOptions): Promise<GroupMetadata> =>
      (await call(route.describeGroup, { query: { id: groupId } }, options)).group,
    /** The groups that the caller is in. `GET /groups/user/list_user_membership` */
    listMembership: async (options?: CallOptions): Promise<GroupMetadata[]> =>
      (await call(route.listMembership, {}, options)).groups,
    /**
     * A group that the caller is in, with its members. `GET /groups/user/list_members`
     * @throws RequestRejectedError if the group is unknown or the caller is not in it.
     */
    listGroupMembers: async (groupId: string, options?: CallOptions): Promise<Group> =>
      (await call(route.listGroupMembers, { query: { id: groupId } }, options)).group,
    /** Whether the caller is in a group. `GET /groups/user/check_membership` */
    checkMembership: async (groupId: string, options?: CallOptions): Promise<boolean> =>
      (await call(route.checkMembership, { query: { group_id: groupId } }, options)).is_member,
  };
}
