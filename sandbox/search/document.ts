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
  MODEL_RUN_WORKFLOW_TEMPLATE: fields('software_id'),
  DATASET_TEMPLATE: fields('description'),
  DATASET: listDatasetTexts,
  STUDY: fields('title', 'description', 'study_alternative_id'),
  CREATE: fields('created_item_id'),
  VERSION: fields('from_item_id', 'to_item_id', 'new_version_number'),
  MODEL_RUN: runTexts,
};

/** The text of an item in the index. */
export function createSearchText(item: StoredItem, settings: BugSettings): string {
  const parts: unknown[] = [item.id, item.item_category, item.item_subtype, item.owner_username];
  if (item.record_type === 'COMPLETE_ITEM') {
    const kindTexts = OWN_TEXTS[item.item_subtype]?.(item, settings) ?? [];
    parts.push(item.display_name, ...Object.entries(toObject(item['user_metadata'])).flat(), ...kindTexts);
  }
  return parts.filter((part) => part !== undefined && part !== null).join(' ');
}

/** Without licence, geometries and times. */
function listDatasetTexts(item: StoredItem): unknown[] {
  const format = toObject(item['collection_format']);
  const info = toObject(format['dataset_info']);
  const { organisation_id, data_custodian_id } = toObject(format['associations']);
  const { description, name, publisher_id, preferred_citation, usage_limitations, rights_holder, purpose } =
    info;
  const lists = [info['keywords'], info['formats']].flatMap((list) => (Array.isArray(list) ? list : []));
  const texts = [preferred_citation, usage_limitations, rights_holder, purpose, data_custodian_id];
  return [description, name, publisher_id, organisation_id, ...lists, ...texts];
}

function runTexts(item: StoredItem): unknown[] {
  const record = toObject(item['record']);
  const { workflow_template_id, model_version, display_name, description, study_id } = record;
  const notes = Object.entries(toObject(record['annotations'])).flat();
  return [workflow_template_id, model_version, display_name, description, study_id, ...notes];
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
