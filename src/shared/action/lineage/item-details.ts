import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { Provena } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { createRunFacts } from '../../lineage/run-facts.ts';
import { isOwnField } from '../identity/own-fields.ts';

/** What a picture and its conditions need to know of an item beyond the graph. */
export interface ItemDetails {
  readonly name: string;
  /** The version that follows this one, if there is one. */
  readonly nextVersion: string | undefined;
  readonly version: number | undefined;
  /** Annotations and times of a model run, by name. */
  readonly facts: Readonly<Record<string, string>>;
  /** Of datasets: NOT_RELEASED, PENDING or RELEASED. */
  readonly releaseStatus: string | undefined;
}

/** Items looked up for their names alone: one request each, so that a large graph keeps its bare handles. */
export const MAX_NAME_LOOKUPS = 60;
const MAX_CONCURRENT = 8;

/** Details of items, as far as the caller may read them; of the others there is nothing. */
export async function fetchItemDetails(
  ids: readonly string[],
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ItemDetails>> {
  const details = new Map<string, ItemDetails>();
  await forEachConcurrent(ids, MAX_CONCURRENT, async (id) => {
    // An item that may not be read, or a seed, has no name here; the picture shows its handle.
    const item = (await registry.general.fetch(id, { signal }).catch(() => undefined))?.item;
    if (!item) return;
    const { release_status: status, record } = item;
    details.set(id, {
      name: item.display_name ?? id,
      version: item.versioning_info?.version ?? undefined,
      facts: isMapping(record) ? createRunFacts(record, isOwnField) : {},
      nextVersion: item.versioning_info?.next_version ?? undefined,
      releaseStatus: typeof status === 'string' ? status : undefined,
    });
  });
  return details;
}
