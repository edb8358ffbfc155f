import type { LineageGraph, LineageLink, LineageNode } from '../../client/index.ts';

/** A part of the provenance graph. Links point from the newer thing to what it came from. */
export interface Graph {
  readonly nodes: readonly LineageNode[];
  readonly links: readonly LineageLink[];
}

/** One graph of several: every node and every relation once. */
export function mergeGraphs(graphs: readonly LineageGraph[]): Graph {
  const nodes = new Map(graphs.flatMap((graph) => graph.nodes.map((node) => [node.id, node])));
  const links = new Map(graphs.flatMap((graph) => graph.links.map((link) => [createLinkKey(link), link])));
  return { nodes: [...nodes.values()], links: [...links.values()] };
}

function createLinkKey({ source, target, type }: LineageLink): string {
  return JSON.stringify([source, target, type]);
}
