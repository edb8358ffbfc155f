import type { Graph, StoredLink, StoredNode } from './graph.ts';
import type { RecordGraph } from './record-graph.ts';

/** One thing to do to the graph, as the server tells of it. */
export type Action = Record<string, unknown>;

/** What taking a record out of the graph comes to: what only it contributed goes, the rest forgets it. */
export function removalOf(graph: Graph, recordId: string): Action[] {
  const [ownNodes, sharedNodes] = parted(graph.nodesOfRecord(recordId));
  const [ownLinks, sharedLinks] = parted(graph.linksOfRecord(recordId));
  const record_id = recordId;
  return [
    ...sharedNodes.map(({ id }) => ({ action_type: 'REMOVE_RECORD_ID_FROM_NODE', node_id: id, record_id })),
    ...ownNodes.map(({ id }) => ({ action_type: 'REMOVE_NODE', node_id: id })),
    ...sharedLinks.map((link) => ({
      action_type: 'REMOVE_RECORD_ID_FROM_LINK',
      link: shownLink(graph, link),
      record_id,
    })),
    ...ownLinks.map((link) => ({ action_type: 'REMOVE_LINK', link: shownLink(graph, link) })),
  ];
}

/** What one record alone contributed, and what others did too. */
function parted<T extends { recordIds: string[] }>(all: T[]): [T[], T[]] {
  return [all.filter((one) => one.recordIds.length === 1), all.filter((one) => one.recordIds.length > 1)];
}

/** Takes a record out of the graph; `keep` is what it contributes from now on. */
export function removeRecord(graph: Graph, recordId: string, keep?: RecordGraph): void {
  const kept = new Set(keep?.nodes.map((node) => node.id));
  const keptLinks = new Set(keep?.links.map(linkName));
  for (const link of graph.linksOfRecord(recordId)) {
    if (!keptLinks.has(linkName(link))) graph.setLinkRecords(link, without(link.recordIds, recordId));
  }
  for (const node of graph.nodesOfRecord(recordId)) {
    if (!kept.has(node.id)) graph.setNodeRecords(node.id, without(node.recordIds, recordId));
  }
}

/** Makes what a record contributes be this, whatever it was before. */
export function replaceRecord(graph: Graph, record: RecordGraph): void {
  graph.merge(record);
  removeRecord(graph, record.recordId, record);
}

function shownLink(graph: Graph, link: StoredLink): Action {
  const { relation, recordIds } = link;
  const end = (id: string) => shownNode(graph.node(id), id);
  return {
    source: end(link.source),
    target: end(link.target),
    relation,
    props: { record_ids: recordIds.join(',') },
  };
}

function shownNode(node: StoredNode | undefined, id: string): Action {
  const record_ids = node?.recordIds.join(',') ?? '';
  return { id, props: { record_ids }, subtype: node?.item_subtype, category: node?.item_category };
}

function linkName({
  source,
  relation,
  target,
}: {
  source: string;
  relation: string;
  target: string;
}): string {
  return [source, relation, target].join(' ');
}

function without(recordIds: string[], id: string): string[] {
  return recordIds.filter((known) => known !== id);
}
