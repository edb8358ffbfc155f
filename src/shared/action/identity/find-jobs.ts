import type { CallOptions, Job, Provena } from '../../client/index.ts';
import { recordAnnotations, recordKeys } from '../../jobs/record-key.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

const PAGE_SIZE = 100;
/** A workflow run lasts this long at most, its re-runs included. */
const MAX_RUN_SECONDS = 35 * 86_400;

/** Jobs of this user whose model runs carry the key, or one of its numbered parts, newest first. */
export async function findJobs(
  { value, since }: IdempotencyKey,
  { jobService }: Pick<Provena, 'jobService'>,
  call: CallOptions,
): Promise<Job[]> {
  const found: Job[] = [];
  for await (const job of jobService.forAll({ limit: PAGE_SIZE }, call)) {
    if (job.created_timestamp < since) break;
    if (recordKeys(job).some((key) => key === value || key.startsWith(`${value}/`))) found.push(job);
  }
  return found;
}

/** The sessions of this user whose model runs carry the link to a workflow run: single runs, and batches as a whole. */
export async function findSessionsOfRun(
  runUrl: string,
  { jobService }: Pick<Provena, 'jobService'>,
  call: CallOptions,
): Promise<string[]> {
  const since = Date.now() / 1000 - MAX_RUN_SECONDS;
  const found: string[] = [];
  for await (const job of jobService.forAll({ limit: PAGE_SIZE }, call)) {
    if (job.created_timestamp < since) break;
    // The jobs of a batch are reached through the job that submitted it.
    if (!job.batch_id && recordAnnotations(job).some((annotations) => annotations['ci_run_url'] === runUrl))
      found.push(job.session_id);
  }
  return found;
}
