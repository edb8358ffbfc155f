import type { Provena } from '../../client/index.ts';
import type { GroupedLineage } from '../../lineage/group-lineage.ts';
import { listIdsByWeight, nameGroups } from './graph.ts';
import { fetchItemDetails, type ItemDetails, MAX_NAME_LOOKUPS } from './item-details.ts';

export interface NameOptions {
  /** The item that the graph starts from. */
  readonly root: string;
  /** Items to fetch; by default those whose names matter most, {@link MAX_NAME_LOOKUPS} at most. */
  readonly ids?: readonly string[] | undefined;
}

/** Fetches the names of the items of a grouped graph, and names its groups. */
export async function nameLineage(
  unnamed: GroupedLineage,
  { root, ids = listIdsByWeight(unnamed, root, MAX_NAME_LOOKUPS) }: NameOptions,
  provena: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<{ readonly lineage: GroupedLineage; readonly details: ReadonlyMap<string, ItemDetails> }> {
  const details = await fetchItemDetails(ids, provena, signal);
  return { lineage: nameGroups(unnamed, details), details };
}
