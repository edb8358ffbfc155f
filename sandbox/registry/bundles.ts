import { assertNonEmptyKey, HttpError, serverError } from '../http/errors.ts';
import { findProblem, type Infer } from '../pydantic/type.ts';
import { isDiskError } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { importEntries } from './import-entries.ts';
import { deleteItemRows } from './item-contents.ts';
import { KINDS } from './kinds.ts';
import { AccessEntry, LockEntry, SeededItem, type StoredItem } from './models/item.ts';
import type { BundledItem, ImportSettings } from './models/requests.ts';

/** An item with its access settings and lock, for export and import. */
export function createBundle(state: SandboxState, item: StoredItem): BundledItem {
  const { id } = item;
  return {
    id,
    item_payload: item,
    auth_payload: { id, access_settings: state.access.get(id) },
    lock_payload: { id, lock_information: state.locks.get(id) },
  };
}

/**
 * Parses a bundle: its header, the item with the model of its kind, lock and access settings.
 * @returns the first problem; undefined if there is none
 */
export function validateBundle(bundle: BundledItem): string | undefined {
  const { item_payload: item, lock_payload, auth_payload } = bundle;
  const problem = findProblem(SeededItem, item, ['item_payload']);
  if (problem !== undefined) return problem;
  return (
    findContentProblem(item) ??
    findProblem(LockEntry, lock_payload, ['lock_payload']) ??
    findProblem(AccessEntry, auth_payload, ['auth_payload'])
  );
}

/** Seeds have no contents, and can have any subtype. */
function findContentProblem(item: BundledItem['item_payload']): string | undefined {
  if (item['record_type'] !== 'COMPLETE_ITEM') return undefined;
  const kind = KINDS.find(({ subtype }) => subtype === item['item_subtype']);
  if (!kind) return `No items have the subtype ${item['item_subtype']}.`;
  return findProblem(kind.item, item, ['item_payload']);
}

/**
 * Writes the three rows of bundles without changes, under the ids that they contain.
 * @throws HttpError (500) for rows that were not parsed and that the tables cannot hold
 */
function writeBundles(state: SandboxState, bundles: Iterable<BundledItem>): void {
  try {
    for (const bundle of bundles) {
      const item = bundle.item_payload as StoredItem; // an import can write items without parsing them
      const { id: accessId, access_settings } = bundle.auth_payload as Infer<typeof AccessEntry>; // as above
      const { id: lockId, lock_information } = bundle.lock_payload as Infer<typeof LockEntry>; // as above
      for (const id of [item.id, accessId, lockId]) assertNonEmptyKey(id);
      state.items.put(item);
      state.access.put(accessId, access_settings);
      state.locks.put(lockId, lock_information);
    }
  } catch (error) {
    if (error instanceof HttpError || isDiskError(error)) throw error;
    throw serverError(`The tables cannot hold an item: ${error}`);
  }
}

/** Imports items with their access settings and locks. */
export function importBundles(state: SandboxState, settings: ImportSettings, bundles: BundledItem[]) {
  return importEntries(settings, bundles, {
    sizes: ['old_registry_size', 'new_registry_size'],
    ids: state.items.ids(),
    get(id) {
      const item = state.items.get(id);
      return item && createBundle(state, item);
    },
    getId: ({ id }) => id,
    findProblem: validateBundle,
    replace: (imported, deleted) =>
      state.db.atomically(() => {
        writeBundles(state, imported.values());
        for (const id of deleted) deleteItemRows(state, id);
      }),
  });
}
