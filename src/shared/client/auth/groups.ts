import * as z from 'zod/mini';
import { json, jsonField } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, put, remove, routes } from '../http/routes.ts';
import {
  Group,
  GroupExport,
  GroupImportResult,
  GroupMetadata,
  type GroupsImportRequest,
  type GroupsRestoreRequest,
  type GroupUser,
} from '../model/group.ts';
import { StatusResponse } from '../model/status.ts';

const status = json(StatusResponse);
const members = jsonField('group', Group);
const groups = jsonField('groups', () => z.array(GroupMetadata()));
const group = jsonField('group', GroupMetadata);
const membership = jsonField('is_member', z.boolean);
const route = routes('auth', 'auth', {
  listGroups: get('/groups/user/list_groups', 'token', groups),
  describeGroup: get('/groups/user/describe_group', 'token', group, { notFoundOn: 'status' }),
  listMembership: get('/groups/user/list_user_membership', 'token', groups),
  listGroupMembers: get('/groups/user/list_members', 'token', members),
  checkMembership: get('/groups/user/check_membership', 'token', membership, { notFoundOn: 'status' }),
});

export function createGroupMethods(call: Call) {
  return {
    /** All groups of the instance. `GET /groups/user/list_groups` */
    listGroups: (options?: CallOptions): Promise<GroupMetadata[]> => call(route.listGroups, {}, options),
    /**
     * A group, without its members. `GET /groups/user/describe_group`
     * @throws NotFoundError for an unknown group.
     */
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
    /**
     * Whether the caller is in a group. `GET /groups/user/check_membership`
     * @throws NotFoundError for an unknown group.
     */
    checkMembership: (groupId: string, options?: CallOptions): Promise<boolean> =>
      call(route.checkMembership, { query: { group_id: groupId } }, options),
  };
}

const at = (name: string) => `/groups/admin/${name}`;
const adminRoute = routes('auth.admin', 'auth', {
  listGroups: get(at('list_groups'), 'read', groups),
  describeGroup: get(at('describe_group'), 'read', group, { notFoundOn: 'status' }),
  listGroupMembers: get(at('list_members'), 'read', members, { notFoundOn: 'status' }),
  listUserMembership: get(at('list_user_membership'), 'read', groups),
  checkMembership: get(at('check_membership'), 'read', membership, { notFoundOn: 'status' }),
  addMember: post(at('add_member'), 'write', 'never', status),
  removeMember: remove(at('remove_member'), 'write', 'never', status),
  removeMembers: post(at('remove_members'), 'write', 'never', status),
  addGroup: post(at('add_group'), 'write', 'never', status),
  updateGroup: put(at('update_group'), 'write', 'safe', status),
  removeGroup: remove(at('remove_group'), 'admin', 'never', status, { notFoundOn: 400 }),
  exportGroups: get(at('export'), 'admin', json(GroupExport)),
  importGroups: post(at('import'), 'admin', 'never', json(GroupImportResult)),
  restoreGroupsFromTable: post(at('restore_from_table'), 'admin', 'never', json(GroupImportResult), {
    adviceOn500: 'check the name of the table',
  }),
});

export function createAdminGroupMethods(call: Call) {
  return {
    /** All groups of the instance. `GET /groups/admin/list_groups` */
    listGroups: (options?: CallOptions): Promise<GroupMetadata[]> => call(adminRoute.listGroups, {}, options),
    /**
     * A group, without its members. `GET /groups/admin/describe_group`
     * @throws NotFoundError for an unknown group.
     */
    describeGroup: (groupId: string, options?: CallOptions): Promise<GroupMetadata> =>
      call(adminRoute.describeGroup, { query: { id: groupId } }, options),
    /**
     * A group with its members. `GET /groups/admin/list_members`
     * @throws NotFoundError for an unknown group.
     */
    listGroupMembers: (groupId: string, options?: CallOptions): Promise<Group> =>
      call(adminRoute.listGroupMembers, { query: { id: groupId } }, options),
    /** The groups that a user is in. `GET /groups/admin/list_user_membership` */
    listUserMembership: (username: string, options?: CallOptions): Promise<GroupMetadata[]> =>
      call(adminRoute.listUserMembership, { query: { username } }, options),
    /**
     * Whether a user is in a group. `GET /groups/admin/check_membership`
     * @throws NotFoundError for an unknown group.
     */
    checkMembership: (groupId: string, username: string, options?: CallOptions): Promise<boolean> =>
      call(adminRoute.checkMembership, { query: { group_id: groupId, username } }, options),
    /**
     * Adds a user to a group. `POST /groups/admin/add_member`
     * @throws RequestRejectedError if the group is unknown or the user is a member already.
     */
    addMember: (groupId: string, user: GroupUser, options?: CallOptions): Promise<StatusResponse> =>
      call(adminRoute.addMember, { query: { group_id: groupId }, body: user }, options),
    /**
     * Removes a member from a group. `DELETE /groups/admin/remove_member`
     * @throws RequestRejectedError if the group is unknown or the user is not a member.
     */
    removeMember: (groupId: string, username: string, options?: CallOptions): Promise<StatusResponse> =>
      call(adminRoute.removeMember, { query: { username, group_id: groupId } }, options),
    /** Removes several members: all of them or, if one is not a member, none. `POST /groups/admin/remove_members` */
    removeMembers: (
      groupId: string,
      usernames: readonly string[],
      options?: CallOptions,
    ): Promise<StatusResponse> =>
      call(adminRoute.removeMembers, { body: { group_id: groupId, member_usernames: usernames } }, options),
    /**
     * Adds a group, without members. `POST /groups/admin/add_group`
     * @throws RequestRejectedError if there is a group with this id.
     */
    addGroup: (group: GroupMetadata, options?: CallOptions): Promise<StatusResponse> =>
      call(adminRoute.addGroup, { body: group }, options),
    /**
     * Replaces everything about a group except its members. `PUT /groups/admin/update_group`
     * @throws RequestRejectedError for an unknown group.
     */
    updateGroup: (group: GroupMetadata, options?: CallOptions): Promise<StatusResponse> =>
      call(adminRoute.updateGroup, { body: group }, options),
    /**
     * Removes a group. `DELETE /groups/admin/remove_group`
     * @throws NotFoundError for an unknown group.
     */
    removeGroup: (groupId: string, options?: CallOptions): Promise<StatusResponse> =>
      call(adminRoute.removeGroup, { query: { id: groupId } }, options),
    /** Exports all groups as they are stored. `GET /groups/admin/export` */
    exportGroups: (options?: CallOptions): Promise<GroupExport> => call(adminRoute.exportGroups, {}, options),
    /** Writes groups. By default a trial run, which writes nothing. `POST /groups/admin/import` */
    importGroups: (request: GroupsImportRequest, options?: CallOptions): Promise<GroupImportResult> =>
      call(adminRoute.importGroups, { body: request }, options),
    /** Writes the groups of another table. By default a trial run, which writes nothing. `POST /groups/admin/restore_from_table` */
    restoreGroupsFromTable: (
      tableName: string,
      request: GroupsRestoreRequest,
      options?: CallOptions,
    ): Promise<GroupImportResult> =>
      call(adminRoute.restoreGroupsFromTable, { query: { table_name: tableName }, body: request }, options),
  };
}
