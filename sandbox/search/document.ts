import type { StoredItem } from '../registry/models/item.ts';
import type { Subtype } from '../registry/models/subtypes.ts';
import type { BugSettings } from '../settings.ts';

type Texts = (item: StoredItem, settings: BugSettings) => unknown[];

const fields =
  (...names: string[]): Texts =>
  (item) =>
    names.map((name) => item[name]);

/** The searchable fields of each kind, in addition to those of all kinds. */
const OWN_TEXTS: Partial<Record<Subtype, Texts>> = {
  ORGANISATION: fields('name', 'ror'),
  // the server uses the first name twice instead of the last name
  PERSON: (item, settings) =>
    fields('first_name', settings.knownBugs ? 'first_name' : 'last_name', 'email', 'orcid')(item, settings),
  MODEL: fields('name', 'description', 'documentation_url', 'source_url'),
  MODEL_RUN_WORKFLOW_TEMPLATE: listWorkflowTexts,
  DATASET_TEMPLATE: listTemplateTexts,
  DATASET: listDatasetTexts,
  // the server uses the title twice instead of the description
  STUDY: (item, settings) =>
    fields('title', settings.knownBugs ? 'title' : 'description', 'study_alternative_id')(item, settings),
  CREATE: fields('created_item_id'),
  VERSION: fields('from_item_id', 'to_item_id', 'new_version_number'),
  MODEL_RUN: listRunTexts,
};

/** The text of an item in the index. */
export function createSearchText(item: StoredItem, settings: BugSettings): string {
  const parts: unknown[] = [item.id, item.item_category, item.item_subtype, item.owner_username];
  if (item.record_type === 'COMPLETE_ITEM') {
    const kindTexts = OWN_TEXTS[item.item_subtype]?.(item, settings) ?? [];
    parts.push(item.display_name, ...toWords(item['user_metadata']), ...kindTexts);
  }
  return parts.filter((part) => part !== undefined && part !== null).join(' ');
}

function listWorkflowTexts(item: StoredItem, settings: BugSettings): unknown[] {
  const { required, optional } = toObject(item['annotations']);
  const templates = [...toList(item['input_templates']), ...toList(item['output_templates'])];
  const annotations = [toList(required), toList(optional)].map((keys) => keys.join(' '));
  return [
    item['software_id'],
    ...templates.map((one) => toObject(one)['template_id']),
    annotations.join(settings.knownBugs ? '' : ' '), // the server puts no space between the two lists
  ];
}

function listTemplateTexts({ description, deferred_resources, defined_resources }: StoredItem): unknown[] {
  const resources = [...toList(deferred_resources), ...toList(defined_resources)].map(toObject);
  const texts = resources.flatMap((one) => [
    one['key'],
    one['path'],
    one['description'],
    ...toWords(one['additional_metadata']),
  ]);
  return [description, ...texts];
}

/** Without licence, geometries and times. */
function listDatasetTexts(item: StoredItem): unknown[] {
  const format = toObject(item['collection_format']);
  const info = toObject(format['dataset_info']);
  const { organisation_id, data_custodian_id } = toObject(format['associations']);
  const { description, name, publisher_id, preferred_citation, usage_limitations, rights_holder, purpose } =
    info;
  const lists = [...toList(info['keywords']), ...toList(info['formats'])];
  const texts = [preferred_citation, usage_limitations, rights_holder, purpose, data_custodian_id];
  return [description, name, publisher_id, organisation_id, ...lists, ...texts];
}

function listRunTexts({ prov_serialisation, record }: StoredItem): unknown[] {
  const { workflow_template_id, model_version, display_name, description, study_id, ...more } =
    toObject(record);
  const datasets = [...toList(more['inputs']), ...toList(more['outputs'])].map(toObject);
  return [
    ...[prov_serialisation, workflow_template_id, model_version, display_name, description, study_id],
    ...datasets.flatMap((one) => [
      one['dataset_template_id'],
      one['dataset_id'],
      ...toWords(one['resources']),
    ]),
    ...toWords(more['annotations']),
    ...Object.values(toObject(more['associations'])),
    ...[more['start_time'], more['end_time']],
  ];
}

/** The keys and values of an object. */
function toWords(value: unknown): unknown[] {
  return Object.entries(toObject(value)).flat();
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
