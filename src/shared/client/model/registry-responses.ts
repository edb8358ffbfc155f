import * as z from 'zod/mini';
import type { Infer } from '../lazy-schema.ts';
import { ITEM_ROLES } from './enums.ts';
import { SeedItem } from './item.ts';
import { openEnum, responseObject } from './response-fields.ts';
import { Status } from './status.ts';
import { assignedId } from './text.ts';

const role = openEnum(ITEM_ROLES);

export const UpdateResult = responseObject(() => ({
  status: Status(),
  /** Session of the job that records the creation; null for kinds without such a record. */
  register_create_activity_session_id: z.nullish(z.string()),
}));
export interface UpdateResult extends Infer<typeof UpdateResult> {}

export interface CreateResult<Item> {
  readonly created_item: Item;
  /** Session of the job that records the creation; null for kinds without such a record. */
  readonly register_create_activity_session_id?: string | null | undefined;
}

export const SeedResult = responseObject(() => ({ status: Status(), seeded_item: SeedItem() }));
export interface SeedResult extends Infer<typeof SeedResult> {}

export const VersionResult = responseObject(() => ({
  new_version_id: assignedId(),
  version_job_session_id: z.string(),
}));
export interface VersionResult extends Infer<typeof VersionResult> {}

export const RoleSet = responseObject(() => ({ roles: z.array(role) }));
export interface RoleSet extends Infer<typeof RoleSet> {}

/** Access settings of an item. `general` applies to all users, `groups` by id of the group. */
export const AccessSettings = responseObject(() => ({
  owner: z.string(),
  general: z.array(role),
  groups: z.record(z.string(), z.array(role)),
}));
export interface AccessSettings extends Infer<typeof AccessSettings> {}

export const RoleDescriptions = responseObject(() => ({
  roles: z.array(
    z.looseObject({
      role_display_name: z.string(),
      role_name: role,
      description: z.string(),
      /** For people; the server does not expand it. */
      also_grants: z.array(role),
    }),
  ),
}));
export interface RoleDescriptions extends Infer<typeof RoleDescriptions> {}

export const LockStatus = responseObject(() => ({ locked: z.boolean() }));
export interface LockStatus extends Infer<typeof LockStatus> {}

export const LockHistory = responseObject(() => ({
  status: Status(),
  /** Oldest first. */
  history: z.nullish(
    z.array(
      z.looseObject({
        action_type: openEnum(['LOCK', 'UNLOCK']),
        username: z.string(),
        email: z.nullish(z.string()),
        reason: z.string(),
        /** Unix seconds. */
        timestamp: z.number(),
      }),
    ),
  ),
}));
export interface LockHistory extends Infer<typeof LockHistory> {}

/** Release of Provena that a registry runs; unknown parts are null. */
export const ServerVersion = responseObject(() => ({
  commit_id: z.nullish(z.string()),
  commit_url: z.nullish(z.string()),
  tag_name: z.nullish(z.string()),
  release_title: z.nullish(z.string()),
  release_url: z.nullish(z.string()),
}));
export interface ServerVersion extends Infer<typeof ServerVersion> {}
