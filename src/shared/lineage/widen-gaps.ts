import {
  AXES,
  type FlowDirection,
  groupByRank,
  type LineageLayout,
  measureExtent,
  type Point,
} from './layout.ts';

/** Space that is added between two ranks, as a fraction of the distance that a line between them covers across the flow. */
const ADDED_FRACTION = 0.125;
const MAX_ADDED_SPACE = 160;

/** Moves ranks apart where a line between them would be steep. */
export function widenGaps({ boxes, relations }: LineageLayout, direction: FlowDirection): LineageLayout {
  const { along, across, length } = AXES[direction];
  const ranks = [...groupByRank(boxes, direction).values()];
  const gaps = ranks.slice(1).map((rank, index) => ({
    start: Math.max(...(ranks[index] ?? []).map((box) => box[along] + box[length] / 2)),
    end: Math.min(...rank.map((box) => box[along] - box[length] / 2)),
    added: 0,
  }));
  for (const { points } of relations) {
    for (const [index, to] of points.entries()) {
      const from = points[index - 1] ?? to;
      const [first, last] = [Math.min(from[along], to[along]), Math.max(from[along], to[along])];
      const added = Math.min(MAX_ADDED_SPACE, ADDED_FRACTION * Math.abs(to[across] - from[across]));
      for (const gap of gaps) if (first < gap.end && last > gap.start) gap.added = Math.max(gap.added, added);
    }
  }
  const move = <T extends Point>(point: T): T => {
    const place = point[along];
    const moved = gaps.reduce(
      (sum, { start, end, added }) => sum + added * Math.min(1, Math.max(0, (place - start) / (end - start))),
      place,
    );
    return { ...point, [along]: moved };
  };
  const moved = {
    boxes: new Map([...boxes].map(([id, box]) => [id, move(box)])),
    relations: relations.map((path) => ({ ...path, at: move(path.at), points: path.points.map(move) })),
  };
  return { ...moved, extent: measureExtent([...moved.boxes.values()], moved.relations) };
}
