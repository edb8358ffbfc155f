import type { SandboxState } from '../state/sandbox-state.ts';
import { createBundle, validateBundle, writeBundle } from './bundles.ts';
import { importEntries } from './import-entries.ts';
import { deleteItemRows } from './item-contents.ts';
import type { BundledItem, ImportSettings } from './models/requests.ts';

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
