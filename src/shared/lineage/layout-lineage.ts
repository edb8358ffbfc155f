import { type Arrangement, BOX_DISTANCE, layoutWithDagre } from './dagre-layout.ts';
import {
  AXES,
  type BoxSize,
  type FlowDirection,
  groupByRank,
  type LineageLayout,
  type RelationSize,
} from './layout.ts';
import { widenGaps } from './widen-gaps.ts';

const ARRANGEMENTS: readonly Arrangement[] = (['few-crossings', 'relations'] as const).flatMap((order) =>
  (['UL', 'UR', 'DL', 'DR'] as const).map((align) => ({ order, align })),
);

/** A layout that is more than this many times as wide as its widest rank descends like a staircase. */
const STAIRCASE_FACTOR = 2;

/**
 * Places for the boxes and relations of a lineage, the newest on the left or at the top: the layered layout of Sugiyama,
 * whose ranks are then moved apart where lines would be steep. Labels have room of their own: no two of them, and no label
 * and box, overlap. Relations to unknown boxes are left out. A chain with a box beside each of its steps is straight; dagre by
 * default draws it as a staircase.
 */
export function layoutLineage(
  boxes: readonly BoxSize[],
  relations: readonly RelationSize[],
  direction: FlowDirection = 'LR',
): LineageLayout {
  return widenGaps(findNarrowestLayout(boxes, relations, direction), direction);
}

function findNarrowestLayout(
  boxes: readonly BoxSize[],
  relations: readonly RelationSize[],
  direction: FlowDirection,
): LineageLayout {
  let best = layoutWithDagre(boxes, relations, direction);
  // With more relations than a tree has, a layout is wide because of them, and further layouts would take long.
  if (relations.length >= boxes.length) return best;
  const { breadth } = AXES[direction];
  for (const arrangement of ARRANGEMENTS) {
    if (best.extent[breadth] <= STAIRCASE_FACTOR * measureWidestRank(best, direction)) break;
    const layout = layoutWithDagre(boxes, relations, direction, arrangement);
    if (layout.extent[breadth] < best.extent[breadth]) best = layout;
  }
  return best;
}

function measureWidestRank({ boxes }: LineageLayout, direction: FlowDirection): number {
  const { breadth } = AXES[direction];
  const widths = [...groupByRank(boxes, direction).values()].map((rank) =>
    rank.reduce((sum, box) => sum + box[breadth] + BOX_DISTANCE, 0),
  );
  return Math.max(0, ...widths);
}
