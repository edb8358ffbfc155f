import type { LineageItem } from './group-lineage.ts';

export interface ItemVersion {
  readonly version?: number | undefined;
  /** Id of the version that follows. */
  readonly nextVersion?: string | undefined;
}

/**
 * Items with the version in their name where two versions of an item are in the lineage: versions that follow each
 * other, or items of one subtype and name with different version numbers.
 * @param versions by item id, as far as known.
 */
export function nameVersions(
  items: readonly LineageItem[],
  versions: ReadonlyMap<string, ItemVersion>,
): LineageItem[] {
  const ids = new Set(items.map(({ id }) => id));
  const numbers = new Map<string, Set<number>>();
  const versioned = new Set<string>();
  for (const item of items) {
    const { version, nextVersion } = versions.get(item.id) ?? {};
    if (nextVersion !== undefined && ids.has(nextVersion)) versioned.add(item.id).add(nextVersion);
    if (version === undefined) continue;
    const key = createNameKey(item);
    numbers.set(key, (numbers.get(key) ?? new Set()).add(version));
  }
  return items.map((item) => {
    const version = versions.get(item.id)?.version;
    const isMarked = versioned.has(item.id) || (numbers.get(createNameKey(item))?.size ?? 0) > 1;
    if (item.name === undefined || version === undefined || !isMarked) return item;
    return { ...item, name: `${item.name} (version ${version})` };
  });
}

function createNameKey({ subtype, name }: LineageItem): string {
  return JSON.stringify([subtype, name]);
}
