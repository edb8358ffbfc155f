import dagre from '@dagrejs/dagre';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle, by its centre. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface BoxSize {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A relation whose label takes up a rectangle of this size. */
export interface RelationSize {
  readonly source: string;
  readonly target: string;
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

export interface PlacedRelation extends RelationSize {
  /** Points from the border of the source, over the bends, to the border of the target. */
  readonly points: readonly Point[];
  /** Centre of the label. */
  readonly at: Point;
  /** Whether it leads to the next row of a folded layout; `points` are then the ends of its way between the rows. */
  readonly leadsToNextRow?: boolean;
}

export interface LineageLayout {
  /** In reading order: from the newest, rank by rank. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly relations: readonly PlacedRelation[];
  /** Size of the area of all boxes, labels and bends, without a margin. */
  readonly extent: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

const BOX_DISTANCE = 24;
const EDGE_DISTANCE = 14;
/** Where relations point: from left to right, or from top to bottom. */
export type FlowDirection = 'LR' | 'TB';

/** Space between the boxes of two ranks, in addition to the labels between them. Lines to labels are short from top to bottom. */
const RANK_DISTANCE = { LR: 56, TB: 36 };
/** The part of the longest way of a line across the flow that is added between two ranks, so that the line is not steep. */
const STEEPNESS = 0.125;
const MAX_ADDED_DISTANCE = 160;

interface Arrangement {
  /** How boxes are aligned with those of the next rank. Default is the mean of all four alignments. */
  readonly align?: 'UL' | 'UR' | 'DL' | 'DR';
  /** Order of the boxes in a rank: that with few crossings (the default), or that of the relations. */
  readonly order?: 'few-crossings' | 'relations';
}
const ARRANGEMENTS: readonly Arrangement[] = (['few-crossings', 'relations'] as const).flatMap((order) =>
  (['UL', 'UR', 'DL', 'DR'] as const).map((align) => ({ order, align })),
);

/** A layout that is more than this many times as wide as its widest rank descends like a staircase. */
const STAIRCASE_FACTOR = 2;

/**
 * Places for the boxes and relations of a lineage, the newest on the left or at the top. Labels have room of their own:
 * no two of them, and no label and box, overlap. Relations to unknown boxes are left out. A chain with a box beside each of
 * its steps is straight; dagre by default draws it as a staircase.
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
  const across = direction === 'LR' ? 'height' : 'width';
  for (const arrangement of ARRANGEMENTS) {
    if (best.extent[across] <= STAIRCASE_FACTOR * measureWidestRank(best, direction)) break;
    const layout = layoutWithDagre(boxes, relations, direction, arrangement);
    if (layout.extent[across] < best.extent[across]) best = layout;
  }
  return best;
}

/** The boxes of each rank, by the place of their centres along the flow. */
function groupByRank(boxes: ReadonlyMap<string, Box>, direction: FlowDirection): Map<number, Box[]> {
  return Map.groupBy(boxes.values(), (box) => Math.round(direction === 'LR' ? box.x : box.y));
}

function measureWidestRank({ boxes }: LineageLayout, direction: FlowDirection): number {
  const across = direction === 'LR' ? 'height' : 'width';
  const widths = [...groupByRank(boxes, direction).values()].map((rank) =>
    rank.reduce((sum, box) => sum + box[across] + BOX_DISTANCE, 0),
  );
  return Math.max(0, ...widths);
}

/** The layout of dagre, which by default is that of Mermaid. */
export function layoutWithDagre(
  boxes: readonly BoxSize[],
  relations: readonly RelationSize[],
  direction: FlowDirection,
  { align, order }: Arrangement = {},
): LineageLayout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: direction,
    ...(align ? { align } : {}),
    nodesep: BOX_DISTANCE,
    edgesep: EDGE_DISTANCE,
    ranksep: RANK_DISTANCE[direction],
  });
  // dagre keeps nodes in plain objects, in which an id such as `__proto__` would change all objects of the process.
  const keys = new Map(boxes.map(({ id }, index) => [id, `n${index}`]));
  for (const { id, width, height } of boxes) graph.setNode(keys.get(id) ?? '', { width, height });
  const edges = relations.flatMap((relation, index) => {
    const [v, w] = [keys.get(relation.source), keys.get(relation.target)];
    return v === undefined || w === undefined ? [] : [{ relation, edge: { v, w, name: `r${index}` } }];
  });
  for (const { relation, edge } of edges) {
    const { width, height } = relation;
    graph.setEdge(edge, { width, height, labelpos: 'c' });
  }
  dagre.layout(graph, { disableOptimalOrderHeuristic: order === 'relations' });
  const [along, across] = direction === 'LR' ? (['x', 'y'] as const) : (['y', 'x'] as const);
  const placed = new Map(
    [...keys]
      .map(([id, key]): [string, Box] => [id, graph.node(key)])
      .sort(([, a], [, b]) => a[along] - b[along] || a[across] - b[across]),
  );
  const addRankBends = createRankBends(placed, direction);
  const paths = edges.map(({ relation, edge }): PlacedRelation => {
    const { points, x = 0, y = 0 } = graph.edge(edge);
    return { ...relation, points: addRankBends(points, relation), at: { x, y } };
  });
  return { boxes: placed, relations: paths, extent: measureExtent([...placed.values()], paths) };
}

/** Moves ranks apart where a line between them would be steep. */
function widenGaps({ boxes, relations }: LineageLayout, direction: FlowDirection): LineageLayout {
  const [along, across, size] =
    direction === 'LR' ? (['x', 'y', 'width'] as const) : (['y', 'x', 'height'] as const);
  const ranks = [...groupByRank(boxes, direction).values()];
  const gaps = ranks.slice(1).map((rank, index) => ({
    start: Math.max(...(ranks[index] ?? []).map((box) => box[along] + box[size] / 2)),
    end: Math.min(...rank.map((box) => box[along] - box[size] / 2)),
    added: 0,
  }));
  for (const { points } of relations) {
    for (const [index, to] of points.entries()) {
      const from = points[index - 1] ?? to;
      const [first, last] = [Math.min(from[along], to[along]), Math.max(from[along], to[along])];
      const added = Math.min(MAX_ADDED_DISTANCE, STEEPNESS * Math.abs(to[across] - from[across]));
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

/**
 * Adds bends where a relation leaves the rank of its source and where it enters that of its target, so that it does not cross
 * the corner of a longer box of the same rank.
 */
function createRankBends(boxes: ReadonlyMap<string, Box>, direction: FlowDirection) {
  const ranks = groupByRank(boxes, direction);
  const [along, size] = direction === 'LR' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const bendAt = (box: Box | undefined, sign: number): Point[] => {
    if (!box) return [];
    const rank = ranks.get(Math.round(box[along])) ?? [];
    const length = Math.max(...rank.map((other) => other[size]));
    const [x, y] = [box.x, box.y];
    return length > box[size] ? [{ x, y, [along]: box[along] + (sign * length) / 2 }] : [];
  };
  return (points: readonly Point[], relation: RelationSize): Point[] => {
    const [source, target] = [boxes.get(relation.source), boxes.get(relation.target)];
    const forwards = (source?.[along] ?? 0) <= (target?.[along] ?? 0) ? 1 : -1; // in a cycle, one relation runs back
    return [
      ...points.slice(0, 1),
      ...bendAt(source, forwards),
      ...points.slice(1, -1),
      ...bendAt(target, -forwards),
      ...points.slice(-1),
    ];
  };
}

/** The area of boxes and relations; empty if there are none. */
export function measureExtent(
  boxes: readonly Box[],
  relations: readonly PlacedRelation[] = [],
): LineageLayout['extent'] {
  const { x, y } = boxes[0] ?? { x: 0, y: 0 };
  let [left, top, right, bottom] = [x, y, x, y];
  const add = ({ x, y }: Point, width = 0, height = 0): void => {
    left = Math.min(left, x - width / 2);
    top = Math.min(top, y - height / 2);
    right = Math.max(right, x + width / 2);
    bottom = Math.max(bottom, y + height / 2);
  };
  for (const box of boxes) add(box, box.width, box.height);
  for (const { at, width, height, points } of relations) {
    add(at, width, height);
    for (const point of points) add(point);
  }
  return { left, top, width: right - left, height: bottom - top };
}
