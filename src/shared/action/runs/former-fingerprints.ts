import type { Job } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { type Json, toPlainJson } from '../../documents/json.ts';
import { FINGERPRINT_FIELD, listRecords } from '../../jobs/record-identity.ts';
import type { FingerprintedRecord } from './keyed-record.ts';
import { createRecordFingerprint } from './record-fingerprint.ts';

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
    const annotations = isMapping(record) ? record['annotations'] : undefined;
    const fingerprint = isMapping(annotations) ? annotations[FINGERPRINT_FIELD] : undefined;
    // Parsed from the JSON of a response.
    if (typeof fingerprint === 'string') sent.set(fingerprint, record as Json);
  }
  const contents = new Map<string, string>();
  for (const entry of records)
    if (!sent.has(entry.fingerprint))
      contents.set(createRecordFingerprint(toPlainJson(entry.record)), entry.fingerprint);
  if (contents.size === 0) return new Map();
  const known = new Set(records.map(({ fingerprint }) => fingerprint));
  const former = new Map<string, string>();
  for (const [fingerprint, record] of sent) {
    const current = known.has(fingerprint) ? undefined : contents.get(createRecordFingerprint(record));
    if (current !== undefined) former.set(fingerprint, current);
  }
  return former;
}
