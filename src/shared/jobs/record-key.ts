import type { JobRow } from './job-row.ts';

/** The name under which an idempotency key travels: in `user_metadata` of an item, in `annotations` of a model run. */
export const KEY_FIELD = 'idempotency_key';

/** The key of the record at this place in a list, counted from 0. */
export function keyOfRecord(key: string, index: number): string {
  return `${key}/${index + 1}`;
}

/** The keys that the records of a job carry: one for a single run, one for each record of a batch. */
export function recordKeys(job: Pick<JobRow, 'payload'>): string[] {
  return recordAnnotations(job).flatMap((annotations) => {
    const key = annotations[KEY_FIELD];
    return typeof key === 'string' ? [key] : [];
  });
}

/** The annotations of the model runs that a job is about. */
export function recordAnnotations({ payload }: Pick<JobRow, 'payload'>): Readonly<Record<string, unknown>>[] {
  const records: unknown[] = Array.isArray(payload?.['records']) ? payload['records'] : [payload?.['record']];
  return records.flatMap((record) => {
    const annotations = isMapping(record) ? record['annotations'] : undefined;
    return isMapping(annotations) ? [annotations] : [];
  });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
