import { refinePartition } from './partition.ts';

/** An item of a lineage graph, with the fields that grouping uses. */
export interface LineageItem {
  readonly id: string;
  /** ENTITY, ACTIVITY or AGENT. */
  readonly category?: string | undefined;
  /** `item_subtype` of the registry, for example MODEL_RUN. */
  readonly subtype?: string | undefined;
  readonly name?: string | undefined;
  /** Attributes that may differ between the members of a group, for example annotations and times, as text. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** A relation; it points from the newer item to the item that it was derived from. */
export interface LineageRelation {
  readonly source: string;
  readonly target: string;
  readonly type: string;
}

export interface Lineage {
  readonly items: readonly LineageItem[];
  readonly relations: readonly LineageRelation[];
}

/** Similar items; most groups have one member. */
export interface LineageGroup {
  /** Id of the first member in the order of ids. */
  readonly id: string;
  readonly members: readonly LineageItem[];
}

/** All relations of one type between the members of two groups. */
interface GroupedRelation extends LineageRelation {
  /** Number of relations between items that this one replaces. */
  readonly count: number;
}

export interface GroupedLineage {
  readonly groups: readonly LineageGroup[];
  /** Relations between groups; `source` and `target` are ids of groups. */
  readonly relations: readonly GroupedRelation[];
}

/** `always` groups two or more similar items; `auto` three or more, in graphs of more than 12 items. */
export type GroupMode = 'auto' | 'always' | 'never';

/** Subtypes that a batch can have thousands of. Items of all other subtypes are never grouped. */
const GROUPED_SUBTYPES: ReadonlySet<string> = new Set(['MODEL_RUN', 'DATASET', 'CREATE', 'VERSION']);

/** True for a subtype whose similar items are grouped. */
export function isGroupedSubtype(subtype: string | undefined): boolean {
  return GROUPED_SUBTYPES.has(subtype ?? '');
}

/** Graphs with up to this number of items are not grouped in mode `auto`. */
const MAX_UNGROUPED_ITEMS = 12;
/** The smallest group in mode `auto`: two items are shown separately. */
const MIN_GROUP_SIZE = 3;

/**
 * Groups the similar items of a lineage: same subtype, and equally many relations of each type to each group.
 * Templates, studies, models, people and organisations are never grouped, so that runs of different templates or
 * modellers are in different groups. The result does not depend on the order of items and relations. The time is
 * O(n log n) in the size of the graph.
 * @param separate ids of items that are not grouped, for example of the item that the lineage was queried for. Items that
 * are related to one of them are in other groups than items that are not.
 */
export function groupLineage(
  lineage: Lineage,
  mode: GroupMode,
  separate: readonly string[] = [],
): GroupedLineage {
  const items = [...new Map(lineage.items.map((item) => [item.id, item])).values()];
  const groups = groupItems(items, lineage.relations, mode, new Set(separate));
  const groupOf = new Map(groups.flatMap(({ id, members }) => members.map((member) => [member.id, id])));
  return { groups, relations: groupRelations(lineage.relations, groupOf) };
}

function groupItems(
  items: readonly LineageItem[],
  relations: readonly LineageRelation[],
  mode: GroupMode,
  separate: ReadonlySet<string>,
): LineageGroup[] {
  const single = (item: LineageItem): LineageGroup => ({ id: item.id, members: [item] });
  const sorted = items.toSorted((a, b) => compareIds(a.id, b.id));
  if (mode === 'never' || (mode === 'auto' && items.length <= MAX_UNGROUPED_ITEMS)) return sorted.map(single);
  const index = new Map(sorted.map(({ id }, at) => [id, at]));
  const links = relations.flatMap(({ source, target, type }) => {
    const from = index.get(source);
    const to = index.get(target);
    return from === undefined || to === undefined ? [] : [{ source: from, target: to, type }];
  });
  const classes = sorted.map((item) =>
    !separate.has(item.id) && isGroupedSubtype(item.subtype) ? `subtype ${item.subtype}` : `item ${item.id}`,
  );
  const numbers = refinePartition(classes, links);
  return [...Map.groupBy(sorted, (_, at) => numbers[at]).values()].flatMap((members) => {
    const [first] = members;
    if (!first || (mode === 'auto' && members.length < MIN_GROUP_SIZE)) return members.map(single);
    return [{ id: first.id, members }];
  });
}

/** Relations between groups, in the order of ids. */
export function groupRelations(
  relations: readonly (LineageRelation & { readonly count?: number })[],
  groupOf: ReadonlyMap<string, string>,
): GroupedRelation[] {
  const grouped = new Map<string, GroupedRelation>();
  for (const { source, target, type, count = 1 } of relations) {
    const from = groupOf.get(source);
    const to = groupOf.get(target);
    if (from === undefined || to === undefined) continue;
    const key = JSON.stringify([from, to, type]);
    grouped.set(key, { source: from, target: to, type, count: (grouped.get(key)?.count ?? 0) + count });
  }
  return [...grouped.values()].sort(
    (a, b) =>
      compareIds(a.source, b.source) || compareIds(a.target, b.target) || a.type.localeCompare(b.type),
  );
}

/** Handles in the order of their numbers: 10378.1/9 before 10378.1/10. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
