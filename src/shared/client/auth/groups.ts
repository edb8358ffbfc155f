import * as z from 'zod/mini';
import { jsonField } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, routes } from '../http/routes.ts';
import { Group, GroupMetadata } from '../model/group.ts';

const groups = jsonField('groups', () => z.array(GroupMetadata()));
const route = routes('auth', 'auth', {
  listGroups: get('/groups/user/list_groups', 'token', groups),
  describeGroup: get('/groups/user/describe_group', 'token', jsonField('group', GroupMetadata), {
    notFoundOn: 'status',
  }),
  listMembership: get('/groups/user/list_user_membership', 'token', groups),
  listGroupMembers: get('/groups/user/list_members', 'token', jsonField('group', Group)),
  checkMembership: get('/groups/user/check_membership', 'token', jsonField('is_member', z.boolean), {
    notFoundOn: 'status',
  }),
});

export function createGroupMethods(call: Call) {
  return {
    /** All groups of the instance. `GET /groups/user/list_groups` */
    listGroups: (options?: CallOptions): Promise<GroupMetadata[]> => call(route.listGroups, {}, options),
    /** `GET /groups/user/describe_group` */
    describeGroup: (groupId: string, options?: CallOptions): Promise<GroupMetadata> =>
      call(route.describeGroup, { query: { id: groupId } }, options),
    /** The groups that the caller is in. `GET /groups/user/list_user_membership` */
    listMembership: (options?: CallOptions): Promise<GroupMetadata[]> =>
      call(route.listMembership, {}, options),
    /**
     * A group that the caller is in, with its members. `GET /groups/user/list_members`
     * @throws RequestRejectedError if the group is unknown or the caller is not in it.
     */
    listGroupMembers: (groupId: string, options?: CallOptions): Promise<Group> =>
      call(route.listGroupMembers, { query: { id: groupId } }, options),
    /** Whether the caller is in a group. `GET /groups/user/check_membership` */
    checkMembership: (groupId: string, options?: CallOptions): Promise<boolean> =>
      call(route.checkMembership, { query: { group_id: groupId } }, options),
  };
}
