import { hash } from 'node:crypto';
import { isMapping } from '../../client/mapping.ts';
import type { Json } from '../../documents/json.ts';
import { removeReservedFields } from './reserved-fields.ts';

const FINGERPRINT_BYTES = 16;

/**
 * Returns the fingerprint of a document: 32 hexadecimal digits of the SHA-256 of its canonical JSON. Equal documents have
 * equal fingerprints, regardless of the order of keys and of reserved fields.
 * @param document as written: `me` and `now` are not resolved, so that a re-run computes the same value.
 * @param metadataPath path of the metadata that may contain reserved fields.
 */
export function createFingerprint(document: Json, metadataPath: readonly (string | number)[]): string {
  const text = formatCanonicalJson(removeReservedFields(document, metadataPath).document);
  // Not a slice of the whole hash, which would stay in memory.
  return hash('sha256', text, 'buffer').toString('hex', 0, FINGERPRINT_BYTES);
}

/**
 * What identifies a list of records in the key of its step.
 * @param records their fingerprints.
 */
export function identifyRecords(records: readonly string[]) {
  return { fingerprint: createFingerprint(records.toSorted(), []), records };
}

/** JSON with sorted keys and without white space. */
export function formatCanonicalJson(value: Json): string {
  return JSON.stringify(sortKeys(value));
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, child]) => [key, sortKeys(child)]));
}
