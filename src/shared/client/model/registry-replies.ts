import * as z from 'zod/mini';
import { type Infer, once } from '../once.ts';
import { ITEM_ROLES } from './enums.ts';
import { SeedItem } from './item.ts';
import { openEnum } from './open-enum.ts';
import { Status } from './status.ts';

const role = openEnum(ITEM_ROLES);

/** Session of the job that records a creation; null for kinds without such a record. */
export const Updated = once(() =>
  z.looseObject({
    status: Status(),
    register_create_activity_session_id: z.nullish(z.string()),
  }),
);
export type Updated = Infer<typeof Updated>;

export interface Created<Item> {
  readonly created_item: Item;
  /** Session of the job that records the creation; null for kinds without such a record. */
  readonly register_create_activity_session_id?: string | null | undefined;
}

export function created<Item>(item: z.ZodMiniType<Item>): z.ZodMiniType<Created<Item>> {
  return z.looseObject({
    status: Status(),
    created_item: item,
    register_create_activity_session_id: z.nullish(z.string()),
  });
}

export const Seeded = once(() => z.looseObject({ status: Status(), seeded_item: SeedItem() }));
export type Seeded = Infer<typeof Seeded>;

export const Versioned = once(() =>
  z.looseObject({ new_version_id: z.string(), version_job_session_id: z.string() }),
);
export type Versioned = Infer<typeof Versioned>;

export const JsonSchemaReply = once(() =>
  z.looseObject({
    status: Status(),
    json_schema: z.nullish(z.record(z.string(), z.unknown())),
  }),
);
export const UiSchemaReply = once(() =>
  z.looseObject({ status: Status(), ui_schema: z.record(z.string(), z.unknown()) }),
);

export const HeldRoles = once(() => z.looseObject({ roles: z.array(role) }));
export type HeldRoles = Infer<typeof HeldRoles>;

/** Who may do what with an item. `general` holds for everybody, `groups` by id of the group. */
export const AccessSettings = once(() =>
  z.looseObject({
    owner: z.string(),
    general: z.array(role),
    groups: z.record(z.string(), z.array(role)),
  }),
);
export type AccessSettings = Infer<typeof AccessSettings>;

export const RoleDescriptions = once(() =>
  z.looseObject({
    roles: z.array(
      z.looseObject({
        role_display_name: z.string(),
        role_name: role,
        description: z.string(),
        /** For people; the server does not expand it. */
        also_grants: z.array(role),
      }),
    ),
  }),
);
export type RoleDescriptions = Infer<typeof RoleDescriptions>;

export const LockStatus = once(() => z.looseObject({ locked: z.boolean() }));
export type LockStatus = Infer<typeof LockStatus>;

export const LockHistory = once(() =>
  z.looseObject({
    status: Status(),
    /** Oldest first. */
    history: z.nullish(
      z.array(
        z.looseObject({
          action_type: openEnum(['LOCK', 'UNLOCK']),
          username: z.string(),
          email: z.nullish(z.string()),
          reason: z.string(),
          timestamp: z.number(),
        }),
      ),
    ),
  }),
);
export type LockHistory = Infer<typeof LockHistory>;

/** Release of Provena that a registry runs; unknown parts are null. */
export const ServerVersion = once(() =>
  z.looseObject({
    commit_id: z.nullish(z.string()),
    commit_url: z.nullish(z.string()),
    tag_name: z.nullish(z.string()),
    release_title: z.nullish(z.string()),
    release_url: z.nullish(z.string()),
  }),
);
export type ServerVersion = Infer<typeof ServerVersion>;
