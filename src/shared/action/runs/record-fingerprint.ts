import { isMapping } from '../../client/mapping.ts';
import { removeNulls } from '../../client/remove-nulls.ts';
import { parseUnixSeconds } from '../../documents/dates.ts';
import type { Json } from '../../documents/json.ts';
import { createFingerprint } from '../idempotency/fingerprint.ts';

/** The fingerprints of a record. */
export interface RecordFingerprints {
  fingerprint: string;
  /** Without its times. */
  readonly contentFingerprint: string;
}

/**
 * Returns the fingerprints of a record as written: `me`, `now` and missing times are not resolved. They do not depend on the
 * notation of times, nor on nulls and `dataset_type`, which mean the same as a missing field.
 */
export function createRecordFingerprints(record: Json): RecordFingerprints {
  const { start_time: start = null, end_time: end = null, ...fields } = isMapping(record) ? record : {};
  const normalized = Object.entries(fields).map(([name, value]) => [
    name,
    name === 'inputs' || name === 'outputs' ? removeDatasetTypes(value) : value,
  ]);
  // JSON without nulls is JSON.
  const content = removeNulls(Object.fromEntries(normalized)) as Json;
  const contentFingerprint = createFingerprint(content, ['annotations']);
  const fingerprint = createFingerprint([contentFingerprint, normalizeTime(start), normalizeTime(end)], []);
  return { fingerprint, contentFingerprint };
}

/**
 * Leaves the times out of the fingerprints of the records of a step, because they differ in each execution. Records that
 * differ only in their times keep them.
 */
export function ignoreTimes(records: readonly RecordFingerprints[]): void {
  const counts = new Map<string, number>();
  for (const { contentFingerprint } of records)
    counts.set(contentFingerprint, (counts.get(contentFingerprint) ?? 0) + 1);
  for (const record of records)
    if (counts.get(record.contentFingerprint) === 1) record.fingerprint = record.contentFingerprint;
}

function normalizeTime(value: Json): Json {
  return (typeof value === 'string' ? parseUnixSeconds(value) : undefined) ?? value;
}

/** There is only one type. */
function removeDatasetTypes(datasets: Json): Json {
  if (!Array.isArray(datasets)) return datasets;
  return datasets.map((dataset: Json) => (isMapping(dataset) ? { ...dataset, dataset_type: null } : dataset));
}
