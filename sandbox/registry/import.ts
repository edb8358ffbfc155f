import { importDone, importRefused, planImport } from '../import-plan.ts';
import type { World } from '../world.ts';
import { createBundle, validateBundle, writeBundle } from './bundles.ts';
import type { BundledItem, ImportSettings } from './models/requests.ts';

type ImportFailure = [string, BundledItem];

/** Writes bundles by the rules of an import mode, or tells what that would come to. */
export function importBundles(world: World, settings: ImportSettings, bundles: BundledItem[]) {
  const unreadable = settings.parse_items ? bundles.flatMap(findUnreadableBundle) : [];
  if (unreadable.length > 0) return importRefused(settings, 'Items that cannot be read.', unreadable);

  const coming = new Map(bundles.map((bundle) => [bundle.id, bundle]));
  const present = world.items.ids();
  const plan = planImport(settings, present, new Set(coming.keys()));
  if (Array.isArray(plan)) {
    const failures = plan.flatMap(({ id, reason }): ImportFailure[] => {
      const stored = coming.get(id) ?? getStoredBundle(world, id);
      return stored ? [[reason, stored]] : [];
    });
    return importRefused(settings, 'The mode does not allow this.', failures);
  }
  if (!settings.trial_mode) {
    world.db.atomically(() => {
      for (const bundle of coming.values()) writeBundle(world, bundle);
      for (const id of plan.deleted) removeRows(world, id);
    });
  }
  const sized = { before: 'old_registry_size', after: 'new_registry_size', present: present.size };
  return importDone(settings, plan, sized);
}

function findUnreadableBundle(bundle: BundledItem): ImportFailure[] {
  const problem = validateBundle(bundle);
  return problem === undefined ? [] : [[problem, bundle]];
}

function getStoredBundle(world: World, id: string): BundledItem | undefined {
  const item = world.items.get(id);
  return item && createBundle(world, item);
}

function removeRows(world: World, id: string): void {
  world.items.delete(id);
  world.access.delete(id);
  world.locks.delete(id);
}
