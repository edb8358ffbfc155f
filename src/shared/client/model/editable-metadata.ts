import type { CollectionFormat } from './collection-format.ts';
import type { Tolerant } from './tolerant.ts';

/**
 * Stored metadata in a form that can be changed and sent again: without null values, and without
 * `dataset_info.version`, which old datasets may have and the server no longer accepts. The rest is unchanged.
 */
export function editableMetadata(stored: Tolerant<CollectionFormat>): CollectionFormat {
  const { dataset_info, ...rest } = stored;
  const { version: _, ...info } = dataset_info;
  // Metadata that a server has stored matches the schema of metadata.
  return withoutNulls({ ...rest, dataset_info: info }) as CollectionFormat;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(present.map(([key, entry]) => [key, withoutNulls(entry)]));
}
