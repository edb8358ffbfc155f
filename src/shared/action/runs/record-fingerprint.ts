import { isMapping, removeNulls } from '../../client/mapping.ts';
import type { Json } from '../../documents/json.ts';
import { parseUnixSeconds } from '../../documents/validation/dates.ts';
import { createFingerprint } from '../idempotency/fingerprint.ts';

/**
 * Returns the fingerprint of a record as written: `me`, `now` and missing times are not resolved. It does not depend on the
 * notation of times, nor on nulls and `dataset_type`, which mean the same as a missing field.
 */
export function createRecordFingerprint(record: Json): string {
  const fields = Object.entries(isMapping(record) ? record : {});
  const normalized = Object.fromEntries(
    fields.map(([name, value]) => [name, NORMALIZERS.get(name)?.(value) ?? value]),
  );
  // JSON without nulls is JSON.
  return createFingerprint(removeNulls(normalized) as Json, ['annotations']);
}

const NORMALIZERS: ReadonlyMap<string, (value: Json) => Json> = new Map([
  ['start_time', normalizeTime],
  ['end_time', normalizeTime],
  ['inputs', removeDatasetTypes],
  ['outputs', removeDatasetTypes],
]);

function normalizeTime(value: Json): Json {
  return (typeof value === 'string' ? parseUnixSeconds(value) : undefined) ?? value;
}

/** There is only one type. */
function removeDatasetTypes(datasets: Json): Json {
  if (!Array.isArray(datasets)) return datasets;
  return datasets.map((dataset: Json) => (isMapping(dataset) ? { ...dataset, dataset_type: null } : dataset));
}
