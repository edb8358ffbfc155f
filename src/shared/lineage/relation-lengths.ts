import type { LineageRelation } from './group-lineage.ts';

type End = 'source' | 'target';

/**
 * The total length of all relations in a layered layout, in ranks (layers). Time and area of a layout grow with
 * it, because a relation takes up space in each rank that it crosses. Takes linear time; an estimate for graphs with cycles.
 */
export function measureTotalLength(relations: readonly LineageRelation[]): number {
  const measureLength = createLengthMeter(relations);
  return relations.reduce((sum, relation) => sum + measureLength(relation), 0);
}

/** Measures the length of each of the relations of a graph in ranks. */
export function createLengthMeter(
  relations: readonly LineageRelation[],
): (relation: LineageRelation) => number {
  const ranks = assignRanks(relations, 'source', 'target');
  const ranksFromEnd = assignRanks(relations, 'target', 'source');
  const measure = (byId: ReadonlyMap<string, number>, { source, target }: LineageRelation): number =>
    Math.abs((byId.get(target) ?? 0) - (byId.get(source) ?? 0));
  // The layout places a box with only one neighbour next to that neighbour, so that the shorter length counts.
  return (relation) => Math.max(1, Math.min(measure(ranks, relation), measure(ranksFromEnd, relation)));
}

/**
 * The layering of a layout by longest paths: the length of the longest path to each item, in topological order (Kahn's
 * algorithm). Items to which no path leads, and most items in cycles, are left out.
 */
function assignRanks(relations: readonly LineageRelation[], from: End, to: End): Map<string, number> {
  const outgoing = Map.groupBy(relations, (relation) => relation[from]);
  const open = new Map<string, number>();
  for (const { [to]: id } of relations) open.set(id, (open.get(id) ?? 0) + 1);
  const ranks = new Map<string, number>();
  const queue = [...outgoing.keys()].filter((id) => !open.has(id));
  // The list grows while it is read.
  for (const id of queue) {
    for (const { [to]: next } of outgoing.get(id) ?? []) {
      ranks.set(next, Math.max(ranks.get(next) ?? 0, (ranks.get(id) ?? 0) + 1));
      const count = (open.get(next) ?? 0) - 1;
      open.set(next, count);
      if (count === 0) queue.push(next);
    }
  }
  return ranks;
}
