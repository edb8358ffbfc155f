import { badRequest } from '../http/errors.ts';
import { createSuccessStatus, StatusFailure, withStatus } from '../http/status.ts';
import { removeNulls } from '../pydantic/collections.ts';
import { type GroupMetadata, type Groups, isMember, type UserGroup } from './groups.ts';

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
