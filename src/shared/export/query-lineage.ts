import {
  type CallOptions,
  type LineageGraph,
  type LineageLink,
  type LineageNode,
  NotFoundError,
  type Provena,
  UnavailableError,
} from '../client/index.ts';

/** Upstream: what the item was derived from. Downstream: what was derived from it. */
export type LineageDirection = 'upstream' | 'downstream';

export function listDirections(direction: LineageDirection | 'both'): readonly LineageDirection[] {
  return direction === 'both' ? ['upstream', 'downstream'] : [direction];
}

export interface LineageQuery extends CallOptions {
  /** Handle of the item to start from. */
  readonly id: string;
  readonly directions: readonly LineageDirection[];
  /** Default `everything`. */
  readonly only?: 'everything' | 'datasets' | 'agents' | undefined;
  /** Steps from the item, 1 to 10. */
  readonly depth: number;
}

/** A part of the provenance graph. Links point from the newer item to the item that it was derived from. */
export interface Graph {
  readonly nodes: readonly LineageNode[];
  readonly links: readonly LineageLink[];
}

/** Query of the prov API by direction and kind of items. */
const QUERIES = {
  upstream: { everything: 'exploreUpstream', datasets: 'contributingDatasets', agents: 'contributingAgents' },
  downstream: { everything: 'exploreDownstream', datasets: 'effectedDatasets', agents: 'effectedAgents' },
} as const satisfies Record<LineageDirection, Record<string, keyof Provena['prov']>>;

/**
 * Queries the lineage of an item in one or both directions.
 * @throws NotFoundError if the registry does not have the item.
 */
export async function queryLineage(
  { id, directions, only = 'everything', depth, ...options }: LineageQuery,
  { prov, registry }: Pick<Provena, 'prov' | 'registry'>,
): Promise<Graph> {
  const responses = await Promise.all(
    directions.map((direction) => prov[QUERIES[direction][only]](id, { depth, ...options })),
  ).catch(async (error: unknown) => {
    // The server fails with 500 for an id that it does not have; the registry reports it as not found.
    if (!(error instanceof UnavailableError) || error.status !== 500) throw error;
    const reason: unknown = await registry.general.fetch(id, options).catch((cause: unknown) => cause);
    throw reason instanceof NotFoundError ? reason : error;
  });
  return mergeGraphs(responses.map(({ graph }) => graph));
}

/** One graph of several: every node and every relation once. */
export function mergeGraphs(graphs: readonly LineageGraph[]): Graph {
  const nodes = new Map(graphs.flatMap((graph) => graph.nodes.map((node) => [node.id, node])));
  const links = new Map(
    graphs.flatMap((graph) =>
      graph.links.map((link) => [JSON.stringify([link.source, link.target, link.type]), link]),
    ),
  );
  return { nodes: [...nodes.values()], links: [...links.values()] };
}
