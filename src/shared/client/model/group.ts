import * as z from 'zod/mini';
import type { ImportSettings } from './bundle.ts';
import { Status } from './status.ts';

export const GroupUser = z.looseObject({
  username: z.string(),
  email: z.nullish(z.string()),
  first_name: z.nullish(z.string()),
  last_name: z.nullish(z.string()),
});
export type GroupUser = z.infer<typeof GroupUser>;

const groupFields = {
  id: z.string(),
  display_name: z.string(),
  description: z.string(),
  /** Stored, but applied nowhere by servers of the current release. */
  default_data_store_access: z.nullish(z.array(z.string())),
};
export const GroupMetadata = z.looseObject(groupFields);
export type GroupMetadata = z.infer<typeof GroupMetadata>;

export const Group = z.looseObject({ ...groupFields, users: z.array(GroupUser) });
export type Group = z.infer<typeof Group>;

export const GroupListReply = z.looseObject({ status: Status, groups: z.array(GroupMetadata) });
export const GroupReply = z.looseObject({ status: Status, group: GroupMetadata });
export const GroupMembersReply = z.looseObject({ status: Status, group: Group });
export const MembershipReply = z.looseObject({ status: Status, is_member: z.boolean() });

const anything = z.record(z.string(), z.unknown());
/** Groups as they are stored. */
export const GroupsExported = z.looseObject({ status: Status, items: z.nullish(z.array(anything)) });
export type GroupsExported = z.infer<typeof GroupsExported>;

export interface GroupsImportRequest extends ImportSettings {
  items: Record<string, unknown>[];
}
export type GroupsRestoreRequest = ImportSettings;

/** What an import did or, in trial mode, would do. When it is refused, the RefusedError's `partial` has the `failure_list`. */
export const GroupsImported = z.looseObject({
  status: Status,
  trial_mode: z.boolean(),
  statistics: z.nullish(
    z.looseObject({
      old_size: z.number(),
      new_size: z.number(),
      deleted_entries: z.number(),
      overwritten_entries: z.number(),
      new_entries: z.number(),
    }),
  ),
  failure_list: z.nullish(z.array(z.tuple([z.string(), anything]))),
});
export type GroupsImported = z.infer<typeof GroupsImported>;
