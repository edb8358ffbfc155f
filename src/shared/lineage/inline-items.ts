import {
  type GroupedLineage,
  isGroupedSubtype,
  type LineageGroup,
  type LineageRelation,
} from './group-lineage.ts';
import { createLengthMeter } from './relation-lengths.ts';

/** An item that the box of another one names, instead of a line between them. */
export interface InlinedItem {
  readonly group: LineageGroup;
  /** Number of relations that each member of the box has with it: a mean, if the members differ. */
  readonly perMember: number;
  /** The type of the relation by which it points to the box; undefined if the box points to it. */
  readonly pointsBy?: string;
}

export interface InlinedLineage extends GroupedLineage {
  /** What the box of a group names, by the id of the group. */
  readonly inlined: ReadonlyMap<string, readonly InlinedItem[]>;
  /** What has no box. */
  readonly unboxed: readonly LineageGroup[];
  /** What has no box and is not named in one. */
  readonly leftOut: readonly LineageGroup[];
}

/** With this number of lines to or from one box, they cross other lines. The longest query of the API returns a chain of five runs. */
const MANY_RELATIONS = 5;

/** With more boxes than this, a reader looks for the runs and results among them. */
const MANY_BOXES = 40;

/** A box has room for this number of names. */
export const MAX_NAMED = 8;

/** Returns the subtype of the items of a group. */
type GetSubtype = (id: string) => string;

/**
 * Replaces boxes and lines by names in other boxes:
 * - The items of {@link findHidden} are named in the boxes that point to them. If these are all of many boxes of a kind, such
 *   an item is left out instead.
 * - If many lines that pass other boxes start at one box, it is named in the boxes at their ends.
 * - Boxes that are then related to nothing are left out, and creations that are then related only to their item, whose handle
 *   they repeat.
 * @param separate ids of items that keep their boxes.
 * @returns undefined if there is nothing to replace.
 */
export function inlineItems(
  lineage: GroupedLineage,
  separate: ReadonlySet<string>,
): InlinedLineage | undefined {
  const { groups, relations } = lineage;
  const byId = new Map(groups.map((group) => [group.id, group]));
  const subtypeOf: GetSubtype = (id) => byId.get(id)?.members[0]?.subtype ?? '';
  const incoming = countBySource(relations);
  const hiddenIds = findHidden(lineage, incoming, separate, subtypeOf);
  const hidden = groups
    .filter(({ id }) => hiddenIds.has(id))
    .sort((a, b) => subtypeOf(a.id).localeCompare(subtypeOf(b.id)));
  const visible = relations.filter(({ source, target }) => !hiddenIds.has(source) && !hiddenIds.has(target));
  const long = new Set(listLongRelations(visible));
  if (hidden.length + long.size === 0) return undefined;

  const unrelated = findUnrelated(relations, visible, subtypeOf);
  const { boxes = [], needless = [] } = Object.groupBy(
    groups.filter(({ id }) => !hiddenIds.has(id)),
    ({ id }) => (unrelated.has(id) && !separate.has(id) ? 'needless' : 'boxes'),
  );
  const memberCounts = new Map(boxes.map(({ id, members }) => [id, members.length]));
  const boxesOfKind = Map.groupBy(memberCounts.keys(), subtypeOf);
  const inlined = new Map(boxes.map(({ id }) => [id, [] as InlinedItem[]]));
  const leftOut: LineageGroup[] = [];
  for (const group of hidden) {
    const sources = [...(incoming.get(group.id) ?? [])].filter(([id]) => inlined.has(id));
    const sourcesOfKind = Map.groupBy(sources, ([id]) => subtypeOf(id));
    const isPointedToByAll = [...sourcesOfKind].some(
      ([kind, { length }]) => length >= MANY_RELATIONS && length === boxesOfKind.get(kind)?.length,
    );
    if (isPointedToByAll || sources.length === 0) leftOut.push(group);
    else
      for (const [id, count] of sources)
        inlined.get(id)?.push({ group, perMember: count / (memberCounts.get(id) ?? 1) });
  }
  for (const { source, target, type } of long) {
    const group = byId.get(source);
    if (group) inlined.get(target)?.push({ group, perMember: 1, pointsBy: type });
  }
  return {
    groups: boxes,
    relations: visible.filter(
      (relation) => inlined.has(relation.source) && inlined.has(relation.target) && !long.has(relation),
    ),
    inlined,
    unboxed: [...hidden, ...needless],
    leftOut: [...leftOut, ...needless],
  };
}

/**
 * Finds the items that get no box: those that only describe others, such as templates, people and studies, those to which many
 * boxes point and, if many boxes remain, the inputs of single boxes of runs.
 */
function findHidden(
  { groups, relations }: GroupedLineage,
  incoming: ReadonlyMap<string, ReadonlyMap<string, number>>,
  separate: ReadonlySet<string>,
  subtypeOf: GetSubtype,
): ReadonlySet<string> {
  const isShared = ({ id }: LineageGroup): boolean =>
    !separate.has(id) && subtypeOf(id) !== 'MODEL_RUN' && (incoming.get(id)?.size ?? 0) >= MANY_RELATIONS;
  const hidden = findDescriptions([...incoming.keys()], relations, separate, subtypeOf);
  for (const group of groups) if (isShared(group)) hidden.add(group.id);
  if (groups.length - hidden.size <= MANY_BOXES) return hidden;
  const visible = relations.filter(({ source, target }) => !hidden.has(source) && !hidden.has(target));
  return new Set([...hidden, ...findSingleInputs(visible, separate, subtypeOf)]);
}

/** Finds the items that lose all their relations, and the creations that keep only the one to their item. */
function findUnrelated(
  relations: readonly LineageRelation[],
  visible: readonly LineageRelation[],
  subtypeOf: GetSubtype,
): ReadonlySet<string> {
  const counts = countRelations(visible);
  const related = [...countRelations(relations).keys()];
  return new Set(related.filter((id) => (counts.get(id) ?? 0) <= (subtypeOf(id) === 'CREATE' ? 1 : 0)));
}

/**
 * Finds the items that only describe the items that point to them: those of kinds that have no batches, and that point only to
 * such items and creations. If one item points to many of them, they are its contents and not its description.
 */
function findDescriptions(
  ids: readonly string[],
  relations: readonly LineageRelation[],
  separate: ReadonlySet<string>,
  subtypeOf: GetSubtype,
): Set<string> {
  // Other items of the kind of the root are not its description, but versions of it, for example.
  const excluded = new Set([...separate].map(subtypeOf));
  const found = new Set(ids.filter((id) => !isGroupedSubtype(subtypeOf(id)) && !excluded.has(subtypeOf(id))));
  let size: number;
  do {
    size = found.size;
    for (const { source, target } of relations)
      if (!found.has(target) && subtypeOf(target) !== 'CREATE') found.delete(source);
  } while (found.size < size);
  const pointing = Map.groupBy(
    relations.filter(({ target }) => found.has(target)),
    ({ source }) => source,
  );
  for (const described of pointing.values())
    if (described.length > MAX_NAMED) for (const { target } of described) found.delete(target);
  return found;
}

/**
 * Finds the datasets that only one box of runs used, and that came from nothing else in the picture. None, if they are few, and
 * none of a box that used more than it can name.
 */
function findSingleInputs(
  visible: readonly LineageRelation[],
  separate: ReadonlySet<string>,
  subtypeOf: GetSubtype,
): readonly string[] {
  const relations = visible.filter(({ target }) => subtypeOf(target) !== 'CREATE');
  const sources = new Set(relations.map(({ source }) => source));
  const isInput = ({ source, target }: LineageRelation): boolean =>
    subtypeOf(source) === 'MODEL_RUN' &&
    subtypeOf(target) === 'DATASET' &&
    !sources.has(target) &&
    !separate.has(target);
  const byTarget = [...Map.groupBy(relations, ({ target }) => target).values()];
  const inputs = byTarget
    .filter(({ length }) => length === 1)
    .flat()
    .filter(isInput);
  const byRun = [...Map.groupBy(inputs, ({ source }) => source).values()];
  const single = byRun.filter(({ length }) => length <= MAX_NAMED).flat();
  return single.length < MANY_RELATIONS ? [] : single.map(({ target }) => target);
}

/** The relations that pass other boxes, of each box at which many such relations start. */
function listLongRelations<Relation extends LineageRelation>(relations: readonly Relation[]): Relation[] {
  const measureLength = createLengthMeter(relations);
  const long = relations.filter((relation) => measureLength(relation) > 1);
  return [...Map.groupBy(long, ({ source }) => source).values()].flatMap((fan) =>
    fan.length >= MANY_RELATIONS ? fan : [],
  );
}

/** For each item to which others point, the number of relations from each of them. */
function countBySource(relations: GroupedLineage['relations']): Map<string, Map<string, number>> {
  const incoming = new Map<string, Map<string, number>>();
  for (const { source, target, count } of relations) {
    const counts = incoming.get(target) ?? new Map<string, number>();
    incoming.set(target, counts.set(source, (counts.get(source) ?? 0) + count));
  }
  return incoming;
}

/** The number of relations of each item that has any. */
function countRelations(relations: readonly LineageRelation[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of relations.flatMap(({ source, target }) => [source, target]))
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
