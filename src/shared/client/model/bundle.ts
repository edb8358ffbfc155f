import * as z from 'zod/mini';
import { type Infer, lazy } from '../lazy-schema.ts';
import type { ImportMode } from './enums.ts';
import { jsonObject, listOrEmpty, responseObject } from './response-fields.ts';
import { Status } from './status.ts';

/** One item with its access settings and its lock, as the registry exports and imports it. */
export const BundledItem = responseObject(() => ({
  id: z.string(),
  item_payload: jsonObject,
  auth_payload: jsonObject,
  lock_payload: jsonObject,
}));
export interface BundledItem extends Infer<typeof BundledItem> {}

export const RegistryExport = responseObject(() => ({ status: Status(), items: listOrEmpty(BundledItem()) }));
export interface RegistryExport extends Infer<typeof RegistryExport> {}

export interface ImportSettings {
  import_mode: ImportMode;
  /** Whether the server validates each entry first; default true. */
  parse_items?: boolean | undefined;
  /** Required before SYNC_DELETION_ALLOWED deletes anything; default false. */
  allow_entry_deletion?: boolean | undefined;
  /** Whether only to count what would happen; default true. */
  trial_mode?: boolean | undefined;
}

export interface ImportRequest extends ImportSettings {
  items: BundledItem[];
}

export interface RestoreRequest extends ImportSettings {
  /** DynamoDB tables to restore from; none may be in use. */
  table_names: { resource_table_name: string; auth_table_name: string; lock_table_name: string };
}

/**
 * Schema of the result of an import or, in trial mode, of the planned one. If it is rejected, `partial` of the
 * RequestRejectedError has the `failure_list`.
 * @param sizes the statistics with the numbers of entries before and after the import.
 */
export function importResult<Sizes extends z.core.$ZodShape>(sizes: Sizes) {
  return z.looseObject({
    status: Status(),
    trial_mode: z.boolean(),
    statistics: z.nullish(
      z.looseObject({
        ...sizes,
        deleted_entries: z.number(),
        overwritten_entries: z.number(),
        new_entries: z.number(),
      }),
    ),
    /** Pairs of a reason and the entry that it is about. */
    failure_list: listOrEmpty(z.tuple([z.string(), jsonObject])),
  });
}

export const ImportResult = lazy(() =>
  importResult({ old_registry_size: z.number(), new_registry_size: z.number() }),
);
export interface ImportResult extends Infer<typeof ImportResult> {}

export interface RestoreGraphRequest {
  items: BundledItem[];
  /** Default true. */
  trial_mode?: boolean | undefined;
  /** Default true. */
  abort_if_failures?: boolean | undefined;
}

export const GraphRestoreResult = responseObject(() => ({
  status: Status(),
  trial_mode: z.boolean(),
  abort_if_failures: z.boolean(),
  /** Sessions of the jobs that write the graph. */
  task_ids: listOrEmpty(z.string()),
}));
export interface GraphRestoreResult extends Infer<typeof GraphRestoreResult> {}
