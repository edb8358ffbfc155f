import { removeNulls } from '../mapping.ts';
import type { CollectionFormat } from './collection-format.ts';
import type { Item } from './item.ts';
import type { ModelRunRecord } from './model-run-record.ts';
import { SERVER_FIELDS } from './server-fields.ts';
import type { Tolerant } from './tolerant.ts';

/**
 * Stored metadata in a form that can be changed and sent again: without null values, and without
 * `dataset_info.version`, which old datasets may have and the server no longer accepts. The rest is unchanged.
 */
export function editableMetadata(stored: Tolerant<CollectionFormat>): CollectionFormat {
  const { dataset_info, ...rest } = stored;
  const { version: _, ...info } = dataset_info;
  // Metadata that a server has stored matches the schema of metadata.
  return removeNulls({ ...rest, dataset_info: info }) as CollectionFormat;
}

/** The record of a stored model run in a form that can be changed and sent again: without null values. */
export function editableRecord(stored: Tolerant<ModelRunRecord>): ModelRunRecord {
  // A record that a server has stored matches the schema of records.
  return removeNulls(stored) as ModelRunRecord;
}

/**
 * The content of a stored item in a form that can be changed and sent again with `update`: without the fields that only
 * the server writes, and without null values. Fields that this client does not know stay, because an update replaces
 * everything.
 */
export function editableItem<Info>(stored: Item<Info>): Info {
  const fields = Object.entries(stored).filter(([name]) => !SERVER_FIELDS.has(name));
  // The content that a server has stored matches the schema of its kind.
  return removeNulls(Object.fromEntries(fields)) as Info;
}
