import type { StoredItem } from '../registry/models/item.ts';
import type { Subtype } from '../registry/models/subtypes.ts';

/** What is searched of each kind beside what all have, by the names of its fields. */
const OWN_FIELDS: Partial<Record<Subtype, string[]>> = {
  ORGANISATION: ['name', 'ror'],
  PERSON: ['first_name', 'first_name', 'email', 'orcid'], // the last name is forgotten
  MODEL: ['name', 'description', 'documentation_url', 'source_url'],
  MODEL_RUN_WORKFLOW_TEMPLATE: ['software_id'],
  DATASET_TEMPLATE: ['description'],
  STUDY: ['title', 'description', 'study_alternative_id'],
  CREATE: ['created_item_id'],
  VERSION: ['from_item_id', 'to_item_id', 'new_version_number'],
};

/** The text under which an item is found. */
export function searchText(item: StoredItem, fixed: boolean): string {
  const parts: unknown[] = [item.id, item.item_category, item.item_subtype, item.owner_username];
  if (item.record_type === 'COMPLETE_ITEM') {
    parts.push(item.display_name, ...Object.entries(object(item['user_metadata'])).flat(), ...ownTexts(item));
    if (fixed && item.item_subtype === 'PERSON') parts.push(item['last_name']);
  }
  return parts.filter((part) => part !== undefined && part !== null).join(' ');
}

function ownTexts(item: StoredItem): unknown[] {
  if (item.item_subtype === 'DATASET') return datasetTexts(item);
  if (item.item_subtype === 'MODEL_RUN') return runTexts(item);
  return (OWN_FIELDS[item.item_subtype] ?? []).map((field) => item[field]);
}

/** Not the licence, the places or the times. */
function datasetTexts(item: StoredItem): unknown[] {
  const format = object(item['collection_format']);
  const info = object(format['dataset_info']);
  const { organisation_id, data_custodian_id } = object(format['associations']);
  const { description, name, publisher_id, preferred_citation, usage_limitations, rights_holder, purpose } =
    info;
  const lists = [info['keywords'], info['formats']].flatMap((list) => (Array.isArray(list) ? list : []));
  const texts = [preferred_citation, usage_limitations, rights_holder, purpose, data_custodian_id];
  return [description, name, publisher_id, organisation_id, ...lists, ...texts];
}

function runTexts(item: StoredItem): unknown[] {
  const record = object(item['record']);
  const { workflow_template_id, model_version, display_name, description, study_id } = record;
  const notes = Object.entries(object(record['annotations'])).flat();
  return [workflow_template_id, model_version, display_name, description, study_id, ...notes];
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
