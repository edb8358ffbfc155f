import type { Provena } from '../../client/index.ts';
import { lookUp } from '../items/look-up.ts';

/** Names that are looked up for a picture: one request each, so that a large graph keeps its bare handles. */
const MOST_NAMES = 60;

/** The display names of items. One that may not be read, or a seed, has none here; the picture shows its handle. */
export async function displayNames(
  ids: readonly string[],
  provena: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = await lookUp(ids.slice(0, MOST_NAMES), provena, signal);
  return new Map(
    [...found].flatMap(([id, { item }]) => (item?.display_name ? [[id, item.display_name]] : [])),
  );
}
