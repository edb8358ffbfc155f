import type { CallOptions, Job, Provena } from '../../client/index.ts';
import { recordKeys } from '../../jobs/record-key.ts';
import type { IdempotencyKey } from './key.ts';

const PAGE = 100;

/** Jobs of this user whose model runs carry the key, or one of its numbered parts, newest first. */
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
