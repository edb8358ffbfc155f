import type { DisplayLineage } from '../../lineage/display-lineage.ts';

/** Usual width of a box in Mermaid with the distance to the next one, and that with a label between them, in pixels. */
const BOX_WIDTH = 230;
const LABELLED_BOX_WIDTH = 340;

/**
 * The direction in which a lineage is narrower as a Mermaid flowchart. GitHub scales a picture to the width of the page, so
 * that a wide one becomes too small to read; a high one can be scrolled.
 */
export function chooseFlowDirection(lineage: DisplayLineage): 'LR' | 'TB' {
  const ranks = countRanks(lineage);
  const widest = Math.max(0, ...ranks);
  return widest * BOX_WIDTH < ranks.length * LABELLED_BOX_WIDTH ? 'TB' : 'LR';
}

/**
 * Number of nodes in each rank: a node is one rank after the last of those that point to it. One relation of each cycle
 * is ignored.
 */
function countRanks({ nodes, relations }: DisplayLineage): number[] {
  const targets = Map.groupBy(relations, ({ source }) => source);
  const open = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { target } of relations) open.set(target, (open.get(target) ?? 0) + 1);
  const rankOf = new Map<string, number>();
  const ready = nodes.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (const id of ready) {
    const rank = rankOf.get(id) ?? 0;
    rankOf.set(id, rank);
    for (const { target } of targets.get(id) ?? []) {
      rankOf.set(target, Math.max(rankOf.get(target) ?? 0, rank + 1));
      const openCount = (open.get(target) ?? 0) - 1;
      open.set(target, openCount);
      if (openCount === 0) ready.push(target);
    }
  }
  const counts: number[] = [];
  for (const { id } of nodes) {
    const rank = rankOf.get(id) ?? 0;
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  return Array.from(counts, (count = 0) => count);
}
