import type { LineageNode } from '../../client/index.ts';
import { getValueAt, type Json } from '../../documents/json.ts';
import { createHandleName, createHandleUrl } from '../handle-url.ts';
import {
  getContent,
  getUnreadableReason,
  type LineageRecords,
  readText,
  readTextMap,
  readTime,
  readUrl,
} from '../lineage-records.ts';
import type { ProvAttribute, ProvElement, ProvKind, ProvValue } from './prov-document.ts';

/** What an item of each subtype is in PROV or schema.org, if they have a term for it. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  PERSON: ['prov:Person'],
  ORGANISATION: ['prov:Organization'],
  DATASET: ['schema:Dataset'],
  MODEL: ['schema:SoftwareApplication'],
  WORKFLOW_TEMPLATE: ['prov:Plan'],
  MODEL_RUN_WORKFLOW_TEMPLATE: ['prov:Plan'],
  STUDY: ['schema:ResearchProject'],
};

const KINDS: ReadonlyMap<string, ProvKind> = new Map([
  ['ENTITY', 'entity'],
  ['ACTIVITY', 'activity'],
  ['AGENT', 'agent'],
]);

/** An item without a known category is an entity, the kind that assumes least. */
export function getProvKind({ item_category: category }: LineageNode): ProvKind {
  return KINDS.get(category ?? '') ?? 'entity';
}

/** An item of the graph as a PROV element. One that cannot be read has the reason as an attribute. */
export function describeElement(
  node: LineageNode,
  items: LineageRecords['items'],
  handleProxy: string,
): ProvElement {
  const item = getContent(items, node.id);
  const kind = getProvKind(node);
  const subtype = node.item_subtype ?? readText(item, 'item_subtype');
  const types = subtype !== undefined && Object.hasOwn(TYPES, subtype) ? TYPES[subtype] : undefined;
  const times =
    kind === 'activity'
      ? { startTime: readTime(item, 'record', 'start_time'), endTime: readTime(item, 'record', 'end_time') }
      : {};
  return {
    kind,
    id: createHandleName(node.id),
    ...times,
    attributes: [
      ['prov:label', readText(item, 'display_name') ?? node.id],
      ...(types ?? []).map((name) => ['prov:type', { name }] satisfies ProvAttribute),
      ['schema:identifier', { literal: createHandleUrl(node.id, handleProxy), type: 'xsd:anyURI' }],
      ...attribute('provena:item_subtype', subtype),
      ...attribute('provena:unreadable', getUnreadableReason(items, node.id)),
      ...describeItem(item),
    ],
  };
}

function describeItem(item: Json): ProvAttribute[] {
  const version = getValueAt(item, ['versioning_info', 'version']);
  return [
    ...attribute('schema:description', readText(item, 'description') ?? readDetail(item, 'description')),
    ...attribute('schema:dateCreated', readTime(item, 'created_timestamp'), 'xsd:dateTime'),
    ...attribute('schema:dateModified', readTime(item, 'updated_timestamp'), 'xsd:dateTime'),
    ...attribute('provena:version', Number.isInteger(version) ? String(version) : undefined, 'xsd:integer'),
    ...attribute(
      'schema:license',
      readUrl(item, 'collection_format', 'dataset_info', 'license'),
      'xsd:anyURI',
    ),
    ...attribute('schema:sameAs', readUrl(item, 'orcid') ?? readUrl(item, 'ror'), 'xsd:anyURI'),
    ...attribute('schema:codeRepository', readUrl(item, 'source_url'), 'xsd:anyURI'),
    ...attribute('schema:softwareHelp', readUrl(item, 'documentation_url'), 'xsd:anyURI'),
    ...attribute('schema:softwareVersion', readText(item, 'record', 'model_version')),
    ...readTextMap(item, 'record', 'annotations').map(
      ([name, value]) => ['provena:annotation', `${name}: ${value}`] satisfies ProvAttribute,
    ),
  ];
}

/** Descriptions are at different places: of datasets and of model runs. */
function readDetail(item: Json, field: string): string | undefined {
  return readText(item, 'collection_format', 'dataset_info', field) ?? readText(item, 'record', field);
}

function attribute(
  name: string,
  text: string | undefined,
  type?: 'xsd:anyURI' | 'xsd:dateTime' | 'xsd:integer',
): ProvAttribute[] {
  if (text === undefined) return [];
  const value: ProvValue = type ? { literal: text, type } : text;
  return [[name, value]];
}
