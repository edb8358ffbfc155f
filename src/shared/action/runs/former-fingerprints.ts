import type { Job } from '../../client/index.ts';
import { getField, getTextField, isMapping } from '../../client/mapping.ts';
import { type Json, toPlainJson } from '../../documents/json.ts';
import { FINGERPRINT_FIELD, listRecords } from '../../jobs/record-identity.ts';
import { createRecordFingerprint } from './record-fingerprint.ts';
import type { FingerprintedRecord } from './step-records.ts';

/**
 * Finds records that were sent with another fingerprint, although they have the content of a record of this step: earlier
 * versions computed fingerprints in another way.
 * @param jobs of earlier attempts.
 * @returns the fingerprints of the records of this step, by those with which they were sent.
 */
export function findFormerFingerprints(
  records: readonly FingerprintedRecord[],
  jobs: readonly Job[],
): ReadonlyMap<string, string> {
  const sent = new Map<string, Json>();
  for (const record of jobs.flatMap(listRecords)) {
    const fingerprint = getTextField(getField(record, 'annotations'), FINGERPRINT_FIELD);
    // Parsed from the JSON of a response.
    if (fingerprint !== undefined) sent.set(fingerprint, record as Json);
  }
  const unsent = records.filter(({ fingerprint }) => !sent.has(fingerprint));
  if (unsent.length === 0) return new Map();
  const fieldLists = new Map(unsent.map(({ defaultFields = [] }) => [defaultFields.join(), defaultFields]));
  const contents = new Map(
    unsent.map(({ record, fingerprint, defaultFields }) => [
      identifyContent(toPlainJson(record), defaultFields),
      fingerprint,
    ]),
  );
  const known = new Set(records.map(({ fingerprint }) => fingerprint));
  const former = new Map<string, string>();
  for (const [fingerprint, record] of sent) {
    if (known.has(fingerprint)) continue;
    for (const fields of fieldLists.values()) {
      const current = contents.get(identifyContent(record, fields));
      if (current !== undefined) former.set(fingerprint, current);
    }
  }
  return former;
}

/** Identifies a record by its content, without fields whose values differ in each execution. */
function identifyContent(record: Json, defaultFields: readonly string[] = []): string {
  const nulls = Object.fromEntries(defaultFields.map((field) => [field, null]));
  const content = isMapping(record) ? { ...record, ...nulls } : record;
  return `${defaultFields.join()} ${createRecordFingerprint(content)}`;
}
