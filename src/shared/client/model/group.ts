import * as z from 'zod/mini';
import { type Infer, lazy } from '../lazy-schema.ts';
import { type ImportSettings, importResult } from './bundle.ts';
import { jsonObject, listOrEmpty, responseObject } from './response-fields.ts';
import { Status } from './status.ts';

export const GroupUser = responseObject(() => ({
  username: z.string(),
  email: z.nullish(z.string()),
  first_name: z.nullish(z.string()),
  last_name: z.nullish(z.string()),
}));
export interface GroupUser extends Infer<typeof GroupUser> {}

const groupFields = () => ({
  id: z.string(),
  display_name: z.string(),
  description: z.string(),
  /** Stored, but ignored by servers of the current release. */
  default_data_store_access: z.nullish(z.array(z.string())),
});
export const GroupMetadata = responseObject(groupFields);
export interface GroupMetadata extends Infer<typeof GroupMetadata> {}

export const Group = responseObject(() => ({ ...groupFields(), users: z.array(GroupUser()) }));
export interface Group extends Infer<typeof Group> {}

/** Groups as they are stored. */
export const GroupExport = responseObject(() => ({ status: Status(), items: listOrEmpty(jsonObject) }));
export interface GroupExport extends Infer<typeof GroupExport> {}

export interface GroupsImportRequest extends ImportSettings {
  items: Record<string, unknown>[];
}
export type GroupsRestoreRequest = ImportSettings;

export const GroupImportResult = lazy(() => importResult({ old_size: z.number(), new_size: z.number() }));
export interface GroupImportResult extends Infer<typeof GroupImportResult> {}
