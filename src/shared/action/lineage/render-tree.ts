import type { LineageNode } from '../../client/index.ts';
import type { Graph } from './graph.ts';

/** Which way a tree grows from its root: to what a thing came from, or to what came of it. */
export type Direction = 'upstream' | 'downstream';

/** Kinds first that tell the story of a result; people and organisations last. */
const SUBTYPE_ORDER = ['MODEL_RUN', 'DATASET', 'MODEL', 'STUDY', 'PERSON', 'ORGANISATION'];

/**
 * The graph as a tree of text lines. A node that was drawn already is named again, without its branches.
 * @param label how a node is shown.
 */
export function renderTree(
  root: string,
  graph: Graph,
  direction: Direction,
  label: (node: LineageNode) => string,
): string[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const drawn = new Set<string>();
  const draw = (id: string, head: string, indent: string): string[] => {
    const node = nodes.get(id) ?? { id };
    const branches = listNeighbours(id, graph, direction, nodes);
    if (drawn.has(id)) return [`${head}${label(node)}${branches.length > 0 ? ' (see above)' : ''}`];
    drawn.add(id);
    const lines = branches.flatMap(({ to, type }, i) => {
      const last = i === branches.length - 1;
      return draw(to, `${indent}${last ? '└─' : '├─'} ${type} `, `${indent}${last ? '   ' : '│  '}`);
    });
    return [`${head}${label(node)}`, ...lines];
  };
  return draw(root, '', '');
}

function listNeighbours(
  id: string,
  { links }: Graph,
  direction: Direction,
  nodes: ReadonlyMap<string, LineageNode>,
) {
  const [from, to] =
    direction === 'upstream' ? (['source', 'target'] as const) : (['target', 'source'] as const);
  const rank = (node: string): number => SUBTYPE_ORDER.indexOf(nodes.get(node)?.item_subtype ?? '') >>> 0;
  return links
    .filter((link) => link[from] === id)
    .map((link) => ({ to: link[to], type: link.type }))
    .sort((a, b) => rank(a.to) - rank(b.to) || a.to.localeCompare(b.to));
}
