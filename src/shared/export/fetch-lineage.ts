import { type LineageNode, type Provena, RequestRejectedError } from '../client/index.ts';
import { type ItemLookup, lookUpItems } from '../documents/items/look-up-items.ts';
import { getValueAt, type Json } from '../documents/json.ts';
import { getContent, type LineageRecords, type RecordedItem, readText } from './lineage-records.ts';
import { type Graph, type LineageQuery, queryLineage } from './query-lineage.ts';

/**
 * Fields that name items which need not be in the graph: of datasets, of model runs, and of workflow templates. Without
 * them, nothing would be known of the model of a run at the edge of the graph.
 */
const REFERENCES = [
  ['collection_format', 'dataset_info', 'publisher_id'],
  ['collection_format', 'associations', 'organisation_id'],
  ['collection_format', 'associations', 'data_custodian_id'],
  ['record', 'workflow_template_id'],
  ['record', 'associations', 'modeller_id'],
  ['record', 'associations', 'requesting_organisation_id'],
  ['record', 'study_id'],
  ['software_id'],
] as const;

/**
 * Fetches the lineage of an item with all items in it, one request for each. Items that the caller may not read are part
 * of the result, with the reason. Everything is sorted, so that two exports of a graph differ only if it changed.
 * @throws NotFoundError if the registry does not have the item itself; ProvenaError if the instance is not available.
 */
export async function fetchLineage(
  query: LineageQuery,
  provena: Pick<Provena, 'prov' | 'registry'>,
): Promise<LineageRecords> {
  const graph = await queryLineage(query, provena);
  const items = new Map<string, RecordedItem>();
  const fetchAll = async (ids: Iterable<string>) => {
    const missing = new Set([...ids].filter((id) => !items.has(id)));
    const fetched = await lookUpItems(missing, provena, { signal: query.signal }, toRecordedItem);
    for (const [id, item] of fetched) items.set(id, item);
  };
  const ids = graph.links.flatMap(({ source, target }) => [source, target]);
  await fetchAll([query.id, ...graph.nodes.map(({ id }) => id), ...ids]);
  // A run refers to its template, and the template to its model.
  for (let count = 0; count < items.size; ) {
    count = items.size;
    await fetchAll([...items.keys()].flatMap((id) => listReferences(getContent(items, id))));
  }
  return {
    root: query.id,
    nodes: sortBy(completeNodes(graph, query.id, items), ({ id }) => id),
    links: sortBy(graph.links, ({ source, target, type }) => JSON.stringify([source, target, type])),
    items: new Map(sortBy([...items], ([id]) => id)),
  };
}

function sortBy<T>(list: readonly T[], getKey: (entry: T) => string): T[] {
  const keyed = list.map((entry) => [getKey(entry), entry] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry);
}

/** Handles of the items that an item names. */
function listReferences(item: Json): string[] {
  const lists = ['input_templates', 'output_templates'].flatMap((field) => getValueAt(item, [field]) ?? []);
  return [
    ...REFERENCES.flatMap((path) => readText(item, ...path) ?? []),
    ...lists.flatMap((entry) => readText(entry, 'template_id') ?? []),
  ];
}

/** The server leaves the start out of a graph in which it is on no path. */
function completeNodes({ nodes, links }: Graph, root: string, items: LineageRecords['items']): LineageNode[] {
  const known = new Map(nodes.map((node) => [node.id, node]));
  for (const id of [root, ...links.flatMap(({ source, target }) => [source, target])]) {
    if (known.has(id)) continue;
    const item = getContent(items, id);
    known.set(id, {
      id,
      item_category: readText(item, 'item_category'),
      item_subtype: readText(item, 'item_subtype'),
    });
  }
  return [...known.values()];
}

function toRecordedItem({ state, item, error }: ItemLookup): RecordedItem {
  // The response was parsed from JSON.
  if (item) return { content: item as unknown as Json };
  if (state === 'deleted') return { unreadable: 'the registry does not have the item' };
  if (state === 'closed') return { unreadable: 'the user may not read the item' };
  if (error instanceof RequestRejectedError) return { unreadable: error.message };
  throw error;
}
