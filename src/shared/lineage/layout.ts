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
}

export interface LineageLayout {
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
/** Space between the boxes of two ranks, in addition to the labels between them. */
const RANK_DISTANCE = 56;
/** Added for each relation beyond those of a tree, up to the maximum below, so that crossing lines are not steep. */
const CROSSING_DISTANCE = 4;
const MAX_CROSSING_DISTANCE = 160;

/** Where relations point: from left to right, or from top to bottom. */
export type FlowDirection = 'LR' | 'TB';

/**
 * Places for the boxes and relations of a lineage, the newest on the left or at the top. Labels have room of their own:
 * no two of them, and no label and box, overlap. Relations to unknown boxes are left out.
 */
export function layoutLineage(
  boxes: readonly BoxSize[],
  relations: readonly RelationSize[],
  direction: FlowDirection = 'LR',
): LineageLayout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  const crossings = Math.max(0, relations.length - boxes.length);
  graph.setGraph({
    rankdir: direction,
    nodesep: BOX_DISTANCE,
    edgesep: EDGE_DISTANCE,
    ranksep: RANK_DISTANCE + Math.min(MAX_CROSSING_DISTANCE, crossings * CROSSING_DISTANCE),
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
  dagre.layout(graph);
  const placed = new Map([...keys].map(([id, key]): [string, Box] => [id, graph.node(key)]));
  const paths = edges.map(({ relation, edge }): PlacedRelation => {
    const { points, x = 0, y = 0 } = graph.edge(edge);
    return { ...relation, points, at: { x, y } };
  });
  return { boxes: placed, relations: paths, extent: measureExtent([...placed.values()], paths) };
}

function measureExtent(boxes: readonly Box[], relations: readonly PlacedRelation[]): LineageLayout['extent'] {
  let [left, top, right, bottom] = [0, 0, 0, 0];
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
