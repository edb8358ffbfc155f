import type { BugSettings } from '../settings.ts';
import type { Graph, StoredLink } from './graph.ts';
import type { GraphLink, RecordGraph } from './record-graph.ts';

/** A change of the graph, as the server reports it. */
export type Action = Record<string, unknown>;

/** The changes that remove a record from the graph: nodes and links that only it contributed are deleted. */
export function planRemoval(graph: Graph, recordId: string): Action[] {
  const [ownNodes, sharedNodes] = partition(graph.nodesOfRecord(recordId), ({ id }) =>
    graph.recordsOfNode(id),
  );
  const [ownLinks, sharedLinks] = partition(graph.linksOfRecord(recordId), (link) =>
    graph.recordsOfLink(link),
  );
  const record_id = recordId;
  return [
    ...sharedNodes.map(({ id }) => ({ action_type: 'REMOVE_RECORD_ID_FROM_NODE', node_id: id, record_id })),
    ...ownNodes.map(({ id }) => ({ action_type: 'REMOVE_NODE', node_id: id })),
    ...sharedLinks.map((link) => ({
      action_type: 'REMOVE_RECORD_ID_FROM_LINK',
      link: describeLink(graph, link),
      record_id,
    })),
    ...ownLinks.map((link) => ({ action_type: 'REMOVE_LINK', link: describeLink(graph, link) })),
  ];
}

/** Separates what only this record contributed from what others contributed too. */
function partition<T>(all: T[], recordsOf: (one: T) => string[]): [T[], T[]] {
  const { own = [], shared = [] } = Object.groupBy(all, (one) =>
    recordsOf(one).length === 1 ? 'own' : 'shared',
  );
  return [own, shared];
}

/** Removes a record from the graph, except the nodes and links in `keep`. */
export function removeRecord(graph: Graph, recordId: string, keep?: RecordGraph): void {
  const keptNodes = new Set(keep?.nodes.map((node) => node.id));
  const keptLinks = new Set(keep?.links.map(formatLink));
  for (const link of graph.linksOfRecord(recordId)) {
    if (!keptLinks.has(formatLink(link))) graph.withdrawLink(link, recordId);
  }
  for (const node of graph.nodesOfRecord(recordId)) {
    if (!keptNodes.has(node.id)) graph.withdrawNode(node.id, recordId);
  }
}

/**
 * Replaces the nodes and links of a record. With the known bugs, a link that is new to the record loses its other
 * contributors, as on the real server, so that the next update can delete a link of other records
 * (prov_connector.py:1523, 1549, 1574).
 */
export function replaceRecord(graph: Graph, record: RecordGraph, settings: BugSettings): void {
  const previous = new Set(graph.linksOfRecord(record.recordId).map(formatLink));
  graph.merge(record);
  if (settings.knownBugs) {
    for (const link of graph.linksOfRecord(record.recordId))
      if (!previous.has(formatLink(link))) graph.withdrawOtherRecords(link, record.recordId);
  }
  removeRecord(graph, record.recordId, record);
}

function describeLink(graph: Graph, link: StoredLink): Action {
  return {
    source: describeNode(graph, link.source),
    target: describeNode(graph, link.target),
    relation: link.relation,
    props: { record_ids: graph.recordsOfLink(link).join(',') },
  };
}

function describeNode(graph: Graph, id: string): Action {
  const node = graph.node(id);
  const record_ids = graph.recordsOfNode(id).join(',');
  return { id, props: { record_ids }, subtype: node?.item_subtype, category: node?.item_category };
}

function formatLink({ source, relation, target }: GraphLink): string {
  return [source, relation, target].join(' ');
}
