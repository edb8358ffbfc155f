import type { ItemDetails } from '../../src/shared/action/lineage/item-details.ts';
import type { Graph } from '../../src/shared/export/query-lineage.ts';
import { formatNameWithId } from '../../src/shared/lineage/clean-text.ts';
import type { Condition } from './inputs.ts';

/** Describes how an item violates a condition; undefined if it does not, or if that is unknown. */
const ITEM_CONDITIONS: Readonly<
  Record<Exclude<Condition, 'empty'>, (item: ItemDetails | undefined, id: string) => string | undefined>
> = {
  /** A dataset, model or template has a newer version. */
  outdated: (item, id) =>
    item?.nextVersion === undefined
      ? undefined
      : `${formatNameWithId(item.name, id)} is not the latest version: ${item.nextVersion} follows it`,
  /** A dataset is not released. */
  unreleased: (item, id) =>
    item?.releaseStatus === undefined || item.releaseStatus === 'RELEASED'
      ? undefined
      : `${formatNameWithId(item.name, id)} is ${item.releaseStatus}`,
  /** The item cannot be read by this user, or was deleted. */
  unreadable: (item, id) => (item ? undefined : `${id} cannot be read`),
};

/** Describes every violation of the conditions in the lineage. */
export function findViolations(
  conditions: readonly Condition[],
  { nodes }: Graph,
  details: ReadonlyMap<string, ItemDetails>,
): string[] {
  return conditions.flatMap((condition) => {
    if (condition === 'empty') return nodes.length === 0 ? ['nothing is connected to the item'] : [];
    return nodes.flatMap(({ id }) => ITEM_CONDITIONS[condition](details.get(id), id) ?? []);
  });
}
