import { badRequest, serverError } from '../http/errors.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Graph, StoredLink } from './graph.ts';
import { findLinksOnPaths, type PathState, type Step } from './path-search.ts';

const MAX_DEPTH = 10;

const followOutgoing = (graph: Graph, { id }: PathState): Step[] =>
  graph.outgoing(id).map((link) => ({ link, to: { id: link.target, phase: 0 } }));
const followIncoming = (graph: Graph, { id }: PathState): Step[] =>
  graph.incoming(id).map((link) => ({ link, to: { id: link.source, phase: 0 } }));
const isDataset = (graph: Graph, { id }: PathState) => graph.node(id)?.item_subtype === 'DATASET';
const isAgent = (graph: Graph, { id }: PathState) => graph.node(id)?.item_category === 'AGENT';

type LineageQuery = {
  /** The default depth. */
  depth: number;
  steps(graph: Graph, position: PathState): Step[];
  ends(graph: Graph, position: PathState): boolean;
  extraSteps?: number;
};

/** The lineage queries by the last part of their paths. */
export const LINEAGE_QUERIES = {
  upstream: { depth: 2, steps: followOutgoing, ends: () => true },
  downstream: { depth: 2, steps: followIncoming, ends: () => true },
  'special/contributing_datasets': { depth: 4, steps: followOutgoing, ends: isDataset },
  'special/effected_datasets': { depth: 4, steps: followIncoming, ends: isDataset },
  'special/contributing_agents': { depth: 4, steps: followOutgoing, ends: isAgent },
  // any number of steps downstream, then one upstream to an agent
  'special/effected_agents': {
    depth: 4,
    extraSteps: 1,
    steps(graph, position) {
      if (position.phase === 1) return [];
      const up = followOutgoing(graph, position).filter(({ to }) => isAgent(graph, to));
      const last = up.map(({ link, to }) => ({ link, to: { ...to, phase: 1 } }));
      return [...followIncoming(graph, position), ...last];
    },
    ends: (_, { phase }) => phase === 1,
  },
} satisfies Record<string, LineageQuery>;

/** The links on the paths of a query that start at a node. */
export function findLineageLinks(
  graph: Graph,
  name: keyof typeof LINEAGE_QUERIES,
  startId: string,
  depth: number | null,
): StoredLink[] {
  const query: LineageQuery = LINEAGE_QUERIES[name];
  const steps = (position: PathState) => query.steps(graph, position);
  const ends = (position: PathState) => query.ends(graph, position);
  const maxSteps = (depth || query.depth) + (query.extraSteps ?? 0);
  return findLinksOnPaths({ id: startId, phase: 0 }, { steps, ends }, maxSteps);
}

/** A part of the graph in the format of NetworkX. */
export type Lineage = {
  record_count: number;
  graph: { directed: true; multigraph: false; graph: object; nodes: object[]; links: object[] };
};

/**
 * Runs a lineage query from a start. Without a depth, or with 0, it uses the default of the query.
 * @throws HttpError 400 for a depth above ten, 500 for a negative one and for a start that is not in the registry
 */
export function findLineage(
  state: SandboxState,
  name: keyof typeof LINEAGE_QUERIES,
  startId: string,
  depth: number | null,
): Lineage {
  if ((depth ?? 0) > MAX_DEPTH) throw badRequest(`The depth must be at most ${MAX_DEPTH}.`);
  if (startId === '' || !state.items.get(startId))
    throw serverError(`There is no item with the id ${startId}.`);
  if ((depth ?? 0) < 0) throw serverError('The depth must not be negative.');
  return formatGraph(state.graph, findLineageLinks(state.graph, name, startId, depth));
}

/** Nodes in the order in which links name them; only the first link for each direction between two nodes. */
function formatGraph(graph: Graph, links: StoredLink[]): Lineage {
  const pairs = new Map<string, object>();
  const ids = new Set<string>();
  for (const { source, relation, target } of links) {
    ids.add(source).add(target);
    const pair = `${source} ${target}`;
    if (!pairs.has(pair)) pairs.set(pair, { type: relation, source, target });
  }
  const nodes = [...ids].map((id) => {
    const node = graph.node(id);
    return { item_category: node?.item_category, item_subtype: node?.item_subtype, id };
  });
  return {
    record_count: nodes.length,
    graph: { directed: true, multigraph: false, graph: {}, nodes, links: [...pairs.values()] },
  };
}
