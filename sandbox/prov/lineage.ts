import { badRequest, serverError } from '../http/errors.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { Graph, StoredLink } from './graph.ts';
import { findLinksOnPaths, type PathQuery, type PathState } from './path-search.ts';

const MAX_DEPTH = 10;

const followOutgoing = (graph: Graph) => (position: PathState) =>
  graph.outgoing(position.id).map((link) => ({ link, to: { id: link.target, phase: 0 } }));
const followIncoming = (graph: Graph) => (position: PathState) =>
  graph.incoming(position.id).map((link) => ({ link, to: { id: link.source, phase: 0 } }));
const isDataset = (graph: Graph) => (position: PathState) =>
  graph.node(position.id)?.item_subtype === 'DATASET';
const isAgent = (graph: Graph) => (position: PathState) => graph.node(position.id)?.item_category === 'AGENT';

type LineageQuery = { depth: number; createQuery(graph: Graph): PathQuery; extraSteps?: number };
type QueryPartFactory<Part extends keyof PathQuery> = (graph: Graph) => PathQuery[Part];

function query(
  depth: number,
  steps: QueryPartFactory<'steps'>,
  ends: QueryPartFactory<'ends'>,
): LineageQuery {
  return { depth, createQuery: (graph) => ({ steps: steps(graph), ends: ends(graph) }) };
}

/** The lineage queries by the last part of their paths, with their default depths. */
export const LINEAGE_QUERIES = {
  upstream: query(2, followOutgoing, () => () => true),
  downstream: query(2, followIncoming, () => () => true),
  'special/contributing_datasets': query(4, followOutgoing, isDataset),
  'special/effected_datasets': query(4, followIncoming, isDataset),
  'special/contributing_agents': query(4, followOutgoing, isAgent),
  // any number of steps downstream, then one upstream to an agent
  'special/effected_agents': { depth: 4, extraSteps: 1, createQuery: findAffectedAgents },
} satisfies Record<string, LineageQuery>;

function findAffectedAgents(graph: Graph): PathQuery {
  const down = followIncoming(graph);
  const agent = isAgent(graph);
  return {
    steps(position) {
      if (position.phase === 1) return [];
      const up = followOutgoing(graph)(position).filter(({ to }) => agent(to));
      return [...down(position), ...up.map(({ link, to }) => ({ link, to: { ...to, phase: 1 } }))];
    },
    ends: (position) => position.phase === 1,
  };
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
  const row: LineageQuery = LINEAGE_QUERIES[name];
  const maxSteps = (depth || row.depth) + (row.extraSteps ?? 0);
  return formatGraph(
    state.graph,
    findLinksOnPaths({ id: startId, phase: 0 }, row.createQuery(state.graph), maxSteps),
  );
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
