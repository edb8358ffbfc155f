import { findProblem, type Infer } from '../pydantic/type.ts';
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
  const kind = KINDS.find(({ subtype }) => subtype === item['item_subtype']);
  if (!kind) return `No items have the subtype ${item['item_subtype']}.`;
  const isComplete = item['record_type'] === 'COMPLETE_ITEM';
  return (
    (isComplete ? findProblem(kind.item, item, ['item_payload']) : undefined) ??
    findProblem(LockEntry, lock_payload, ['lock_payload']) ??
    findProblem(AccessEntry, auth_payload, ['auth_payload'])
  );
}

/** Writes the three rows of a bundle without changes. */
function writeBundle(state: SandboxState, bundle: BundledItem): void {
  state.items.put(bundle.item_payload as StoredItem); // an import can write items without parsing them
  const { access_settings } = bundle.auth_payload as Infer<typeof AccessEntry>; // as above
  const { lock_information } = bundle.lock_payload as Infer<typeof LockEntry>; // as above
  state.access.put(bundle.id, access_settings);
  state.locks.put(bundle.id, lock_information);
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
        for (const bundle of imported.values()) writeBundle(state, bundle);
        for (const id of deleted) deleteItemRows(state, id);
      }),
  });
}
