import type { Graph } from '../../export/query-lineage.ts';
import { formatNameWithId } from '../../lineage/clean-text.ts';
import type { ItemDetails } from './item-details.ts';

/** The conditions that can fail a step. */
export const CONDITION_NAMES = ['empty', 'outdated', 'unreleased', 'unreadable'] as const;

export type Condition = (typeof CONDITION_NAMES)[number];

/** Returns the violations of each condition. */
const CONDITIONS: Readonly<
  Record<Condition, (graph: Graph, details: ReadonlyMap<string, ItemDetails>) => string[]>
> = {
  /** Nothing is connected to the item. */
  empty: ({ nodes }) => (nodes.length === 0 ? ['nothing is connected to the item'] : []),
  /** A dataset, model or template in it has a newer version. */
  outdated: ({ nodes }, details) =>
    nodes.flatMap(({ id }) => {
      const next = details.get(id)?.nextVersion;
      return next === undefined
        ? []
        : [`${formatItemName(id, details)} is not the latest version: ${next} follows it`];
    }),
  /** A dataset in it is not released. */
  unreleased: ({ nodes }, details) =>
    nodes.flatMap(({ id }) => {
      const status = details.get(id)?.releaseStatus;
      return status === undefined || status === 'RELEASED'
        ? []
        : [`${formatItemName(id, details)} is ${status}`];
    }),
  /** An item in it cannot be read by this user, or was deleted. */
  unreadable: ({ nodes }, details) =>
    nodes.filter(({ id }) => !details.has(id)).map(({ id }) => `${id} cannot be read`),
};

/** Describes every violation of the conditions in the lineage. */
export function findViolations(
  conditions: readonly Condition[],
  graph: Graph,
  details: ReadonlyMap<string, ItemDetails>,
): string[] {
  return conditions.flatMap((condition) => CONDITIONS[condition](graph, details));
}

function formatItemName(id: string, details: ReadonlyMap<string, ItemDetails>): string {
  return formatNameWithId(details.get(id)?.name ?? id, id);
}
