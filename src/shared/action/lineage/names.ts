import type { Provena } from '../../client/index.ts';

/** Names that are looked up for a picture: one request each, so that a large graph keeps its bare handles. */
const MOST_NAMES = 60;
const AT_ONCE = 8;

/** The display names of items, as far as the caller may read them. */
export async function displayNames(
  ids: readonly string[],
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const queue = ids.slice(0, MOST_NAMES).values();
  const worker = async (): Promise<void> => {
    for (const id of queue) {
      // An item that may not be read, or a seed, has no name here; the picture shows its handle.
      const found = await registry.general.fetch(id, { signal }).catch(() => undefined);
      const name = found?.item?.['display_name'];
      if (typeof name === 'string') names.set(id, name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return names;
}
