import {
  type GroupedLineage,
  groupLineage,
  groupRelations,
  isGroupedKind,
  type Lineage,
} from './group-lineage.ts';

export interface FittedLineage extends GroupedLineage {
  /** Whether items are grouped by kind alone, because groups of items that are alike did not fit. */
  readonly isCoarse: boolean;
}

/** Members that one opening of a group draws one by one. */
const MAX_OPENED_MEMBERS = 20;

/**
 * The first of three levels that fits a medium: groups of items that are alike, one group for all items of a kind that comes
 * in batches, one group for each kind.
 * @param separate ids of items that stay by themselves at any level.
 * @returns undefined if even the last level does not fit.
 */
export function fitLineage(
  grouped: GroupedLineage,
  separate: readonly string[],
  fits: (lineage: GroupedLineage) => boolean,
): FittedLineage | undefined {
  if (fits(grouped)) return { ...grouped, isCoarse: false };
  for (const level of ['batch', 'kind'] as const) {
    const coarse = coarsenLineage(grouped, level, new Set(separate));
    if (fits(coarse)) return { ...coarse, isCoarse: true };
  }
  return undefined;
}

/**
 * A lineage of which groups are open: their first 20 members are drawn one by one, with what is related to each. The others
 * are a group again, which can be opened too.
 * @param root id of the item that the lineage is of.
 * @param opened for each group to open the id of a member, in the order of opening. Other ids have no effect.
 * @returns undefined if the lineage does not fit.
 */
export function openGroups(
  lineage: Lineage,
  root: string,
  opened: readonly string[],
  fits: (lineage: GroupedLineage) => boolean,
): FittedLineage | undefined {
  const separate = [root];
  const group = () => fitLineage(groupLineage(lineage, 'auto', separate), separate, fits);
  let grouped = group();
  for (const id of opened) {
    const closed = grouped?.groups.find(({ members }) => members.some((member) => member.id === id));
    if (!closed || closed.members.length === 1) continue;
    separate.push(...closed.members.slice(0, MAX_OPENED_MEMBERS).map((member) => member.id));
    grouped = group();
  }
  return grouped;
}

function coarsenLineage(
  { groups, relations }: GroupedLineage,
  level: 'batch' | 'kind',
  separate: ReadonlySet<string>,
): GroupedLineage {
  const merged = Map.groupBy(groups, ({ id, members: [first] }) =>
    !separate.has(id) && (level === 'kind' || isGroupedKind(first?.kind))
      ? `kind ${first?.kind}`
      : `item ${id}`,
  );
  const coarse = [...merged.values()].map((parts) => ({
    id: parts[0]?.id ?? '',
    members: parts.flatMap(({ members }) => members),
  }));
  const groupOf = new Map(
    [...merged.values()].flatMap((parts) => parts.map(({ id }) => [id, parts[0]?.id ?? id])),
  );
  return { groups: coarse, relations: groupRelations(relations, groupOf) };
}
