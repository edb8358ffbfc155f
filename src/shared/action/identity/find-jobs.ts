import type { CallOptions, Job, Provena } from '../../client/index.ts';
import { UserError } from '../../documents/problem.ts';
import { getRecordAnnotations, getRecordKeys, isKeyOf } from '../../jobs/record-key.ts';
import { findActStart } from './act-start.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

const PAGE_SIZE = 100;
/** GitHub's limit for a workflow run with its re-runs. */
const MAX_RUN_SECONDS = 35 * 86_400;

/** Finds this user's jobs whose model runs have the key, newest first. */
export async function findJobs(
  { value, since }: IdempotencyKey,
  { jobService }: Pick<Provena, 'jobService'>,
  call: CallOptions,
): Promise<Job[]> {
  const found: Job[] = [];
  for await (const job of jobService.forAll({ limit: PAGE_SIZE }, call)) {
    if (job.created_timestamp < since) break;
    if (getRecordKeys(job).some((key) => isKeyOf(value, key))) found.push(job);
  }
  return found;
}

/** Finds the sessions of this user whose model runs link to a workflow run: single runs, and batches as a whole. */
export async function findSessionsOfRun(
  runUrl: string,
  { jobService }: Pick<Provena, 'jobService'>,
  call: CallOptions,
): Promise<string[]> {
  const since = await getRunStart();
  const found: string[] = [];
  for await (const job of jobService.forAll({ limit: PAGE_SIZE }, call)) {
    if (job.created_timestamp < since) break;
    // Jobs of a batch are followed from their submit job.
    if (
      !job.batch_id &&
      getRecordAnnotations(job).some((annotations) => annotations['ci_run_url'] === runUrl)
    )
      found.push(job.session_id);
  }
  return found;
}

/** Nothing older belongs to this workflow run, in unix seconds. @throws UserError when that is unknown under act. */
async function getRunStart(): Promise<number> {
  if (process.env['ACT'] !== 'true') return Date.now() / 1000 - MAX_RUN_SECONDS;
  const start = await findActStart();
  if (start !== undefined) return start;
  throw new UserError(
    'input of-this-run: all runs of act have the same id, and in a container the start of this one is unknown. Use session-id, or run act with --platform ubuntu-latest=-self-hosted',
  );
}
