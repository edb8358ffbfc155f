import { isMapping } from '../client/mapping.ts';
import type { JobRow } from './job-row.ts';

/** The field with an idempotency key, in the `user_metadata` of an item or the `annotations` of a model run. */
export const KEY_FIELD = 'idempotency_key';

/** The field with the fingerprint of the document that a record or an item was created from. */
export const FINGERPRINT_FIELD = 'content_fingerprint';

/** The annotation with the address of the workflow run that sent a record. */
export const RUN_URL_FIELD = 'ci_run_url';

/** The annotation with the attempt of the workflow run that sent a record, a number as text. */
export const RUN_ATTEMPT_FIELD = 'ci_run_attempt';

/** What identifies a record: the key of the step that sent it, and the fingerprint of its document. */
export interface RecordIdentity {
  readonly key: string;
  readonly fingerprint: string | undefined;
}

export function getRecordIdentities(job: Pick<JobRow, 'payload'>): RecordIdentity[] {
  return getRecordAnnotations(job).flatMap(parseIdentities);
}

/** The identity in the annotations of a model run; none without a key. */
export function parseIdentities(annotations: Readonly<Record<string, unknown>>): RecordIdentity[] {
  const { [KEY_FIELD]: key, [FINGERPRINT_FIELD]: fingerprint } = annotations;
  if (typeof key !== 'string') return [];
  return [{ key, fingerprint: typeof fingerprint === 'string' ? fingerprint : undefined }];
}

/**
 * The key of the record at a position of a list, counted from 0. The position only orders records. A number alone would not
 * distinguish it from a key of another step, such as `reef/2024`.
 */
export function createRecordKey(key: string, index: number): string {
  return `${key}/record-${index + 1}`;
}

/** The key of the step of a record. */
export function getStepKey(key: string): string {
  return key.replace(/\/record-\d+$/, '');
}

/** True for the key of a step and for the keys of its records, which earlier versions wrote in any Unicode form. */
export function isKeyOf(stepKey: string, key: string): boolean {
  const normalized = key.normalize();
  return normalized === stepKey || getStepKey(normalized) === stepKey;
}

/** The annotations of the model runs of a job: of a single run, a batch, or an update of a run. */
export function getRecordAnnotations(job: Pick<JobRow, 'payload'>): Readonly<Record<string, unknown>>[] {
  return listRecords(job).flatMap((record) => {
    const annotations = isMapping(record) ? record['annotations'] : undefined;
    return isMapping(annotations) ? [annotations] : [];
  });
}

/** The records of a job, as they are in its payload. */
export function listRecords({ payload }: Pick<JobRow, 'payload'>): readonly unknown[] {
  return Array.isArray(payload?.['records'])
    ? payload['records']
    : [payload?.['record'] ?? payload?.['updated_record']];
}
