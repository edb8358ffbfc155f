import dagre from '@dagrejs/dagre';
import {
  AXES,
  type Box,
  type BoxSize,
  type FlowDirection,
  groupByRank,
  type LineageLayout,
  measureExtent,
  type PlacedRelation,
  type Point,
  type RelationSize,
} from './layout.ts';

/** Space between the boxes of a rank. */
export const BOX_DISTANCE = 24;
const EDGE_DISTANCE = 14;
/** Space between the boxes of two ranks, in addition to the labels between them. Less where it makes a picture higher. */
const RANK_DISTANCE = { LR: 48, TB: 36 };

/** Options of the last two phases of {@link layoutWithDagre}. */
export interface Arrangement {
  /** Crossing reduction: the order of the boxes in a rank has few crossings (the default), or is that of the relations. */
  readonly order?: 'few-crossings' | 'relations';
  /** Coordinate assignment: how boxes are aligned with those of the next rank. Default is the mean of all four alignments. */
  readonly align?: 'UL' | 'UR' | 'DL' | 'DR';
}

/**
 * The layered layout of Sugiyama as dagre computes it, and by default Mermaid, in four phases:
 * 1. Cycle removal: some relations are reversed, so that the graph has no cycle.
 * 2. Layering: each box gets a rank (a layer), so that relations lead to later ranks. A long relation gets a bend in each rank
 *    that it passes, and a label a place of its own between two ranks.
 * 3. Crossing reduction: the order of boxes and bends in each rank.
 * 4. Coordinate assignment: the place of each box in its rank, so that relations are short and straight.
 */
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
  const { along, across } = AXES[direction];
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

/**
 * Adds bends where a relation leaves the rank of its source and where it enters that of its target, so that it does not cross
 * the corner of a longer box of the same rank.
 */
function createRankBends(boxes: ReadonlyMap<string, Box>, direction: FlowDirection) {
  const ranks = groupByRank(boxes, direction);
  const { along, length } = AXES[direction];
  const bendAt = (box: Box | undefined, sign: number): Point[] => {
    if (!box) return [];
    const rank = ranks.get(Math.round(box[along])) ?? [];
    const longest = Math.max(...rank.map((other) => other[length]));
    const { x, y } = box;
    return longest > box[length] ? [{ x, y, [along]: box[along] + (sign * longest) / 2 }] : [];
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
