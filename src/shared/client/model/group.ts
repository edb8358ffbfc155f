import * as z from 'zod/mini';
import { type Infer, lazySchema } from '../lazy-schema.ts';
import { type ImportSettings, importResult } from './bundle.ts';
import { jsonObject, listOrEmpty } from './response-fields.ts';
import { Status } from './status.ts';

export const GroupUser = lazySchema(() =>
  z.looseObject({
    username: z.string(),
    email: z.nullish(z.string()),
    first_name: z.nullish(z.string()),
    last_name: z.nullish(z.string()),
  }),
);
export type GroupUser = Infer<typeof GroupUser>;

const groupFields = () => ({
  id: z.string(),
  display_name: z.string(),
  description: z.string(),
  /** Stored, but ignored by servers of the current release. */
  default_data_store_access: z.nullish(z.array(z.string())),
});
export const GroupMetadata = lazySchema(() => z.looseObject(groupFields()));
export type GroupMetadata = Infer<typeof GroupMetadata>;

export const Group = lazySchema(() => z.looseObject({ ...groupFields(), users: z.array(GroupUser()) }));
export type Group = Infer<typeof Group>;

export const GroupListResponse = lazySchema(() =>
  z.looseObject({ status: Status(), groups: z.array(GroupMetadata()) }),
);
export const GroupResponse = lazySchema(() => z.looseObject({ status: Status(), group: GroupMetadata() }));
export const GroupMembersResponse = lazySchema(() => z.looseObject({ status: Status(), group: Group() }));
export const MembershipResponse = lazySchema(() =>
  z.looseObject({ status: Status(), is_member: z.boolean() }),
);

/** Groups as they are stored. */
export const GroupExport = lazySchema(() =>
  z.looseObject({ status: Status(), items: listOrEmpty(jsonObject) }),
);
export type GroupExport = Infer<typeof GroupExport>;

export interface GroupsImportRequest extends ImportSettings {
  items: Record<string, unknown>[];
}
export type GroupsRestoreRequest = ImportSettings;

export const GroupImportResult = lazySchema(() =>
  importResult({ old_size: z.number(), new_size: z.number() }),
);
export type GroupImportResult = Infer<typeof GroupImportResult>;
