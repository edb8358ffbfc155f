import type { CallOptions, Job, Provena } from '../../client/index.ts';
import { type IdempotencyKey, KEY_FIELD } from './key.ts';

const PAGE = 100;

/** Jobs of this user whose model run carries the key, or one of its numbered parts (`<key>/3`), newest first. */
export async function findJobs(
  { value, since }: IdempotencyKey,
  { jobService }: Pick<Provena, 'jobService'>,
  call: CallOptions,
): Promise<Job[]> {
  const found: Job[] = [];
  for await (const job of jobService.forAll({ limit: PAGE }, call)) {
    if (job.created_timestamp < since) break;
    if (recordKeys(job).some((key) => key === value || key.startsWith(`${value}/`))) found.push(job);
  }
  return found;
}

/** The keys that the records of a job carry: one for a single run, one for each record of a batch. */
export function recordKeys({ payload }: Job): string[] {
  const records = Array.isArray(payload['records']) ? payload['records'] : [payload['record']];
  return records.flatMap((record: unknown) => keyOf(record) ?? []);
}

function keyOf(record: unknown): string | undefined {
  const annotations = (record as { annotations?: Record<string, unknown> | null } | undefined)?.annotations;
  const key = annotations?.[KEY_FIELD];
  return typeof key === 'string' ? key : undefined;
}
