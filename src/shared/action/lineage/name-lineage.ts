import type { Provena } from '../../client/index.ts';
import type { GroupedLineage } from '../../lineage/group-lineage.ts';
import { listIdsByWeight, nameGroups } from './graph.ts';
import { fetchItemDetails, type ItemDetails, MAX_NAME_LOOKUPS } from './item-details.ts';

/**
 * Fetches the names of the items of a grouped graph, and names its groups.
 * @param ids items to fetch; by default those whose names matter most, {@link MAX_NAME_LOOKUPS} at most.
 */
export async function nameLineage(
  unnamed: GroupedLineage,
  root: string,
  provena: Pick<Provena, 'registry'>,
  signal: AbortSignal,
  ids = listIdsByWeight(unnamed, root, MAX_NAME_LOOKUPS),
): Promise<{ readonly lineage: GroupedLineage; readonly details: ReadonlyMap<string, ItemDetails> }> {
  const details = await fetchItemDetails(ids, provena, signal);
  return { lineage: nameGroups(unnamed, details), details };
}
