import type { SandboxState } from '../state/sandbox-state.ts';
import { createBundle, validateBundle, writeBundle } from './bundles.ts';
import { createFailedImport, createImportResult, planImport } from './import-plan.ts';
import { removeItem } from './item-contents.ts';
import type { BundledItem, ImportSettings } from './models/requests.ts';

type ImportFailure = [string, BundledItem];

/** Imports bundles by the rules of an import mode; a trial returns only the statistics. */
export function importBundles(state: SandboxState, settings: ImportSettings, bundles: BundledItem[]) {
  const unreadable = settings.parse_items ? bundles.flatMap(findUnreadableBundle) : [];
  if (unreadable.length > 0) return createFailedImport(settings, 'Some items are invalid.', unreadable);

  const incoming = new Map(bundles.map((bundle) => [bundle.id, bundle]));
  const present = state.items.ids();
  const plan = planImport(settings, present, new Set(incoming.keys()));
  if (Array.isArray(plan)) {
    const failures = plan.flatMap(({ id, reason }): ImportFailure[] => {
      const stored = incoming.get(id) ?? getStoredBundle(state, id);
      return stored ? [[reason, stored]] : [];
    });
    return createFailedImport(settings, 'The mode does not allow this.', failures);
  }
  if (!settings.trial_mode) {
    state.db.atomically(() => {
      for (const bundle of incoming.values()) writeBundle(state, bundle);
      for (const id of plan.deleted) removeItem(state, id);
    });
  }
  const sized = { before: 'old_registry_size', after: 'new_registry_size', present: present.size };
  return createImportResult(settings, plan, sized);
}

function findUnreadableBundle(bundle: BundledItem): ImportFailure[] {
  const problem = validateBundle(bundle);
  return problem === undefined ? [] : [[problem, bundle]];
}

function getStoredBundle(state: SandboxState, id: string): BundledItem | undefined {
  const item = state.items.get(id);
  return item && createBundle(state, item);
}
