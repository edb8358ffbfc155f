import type { CallOptions, Job, Provena } from '../../client/index.ts';
import { UserError } from '../../documents/problem.ts';
import { findEditJobs } from '../../jobs/edit-jobs.ts';
import { getRecordAnnotations, getRecordIdentities, isKeyOf } from '../../jobs/record-identity.ts';
import { findResentJobs, findSupersededJobs } from '../../jobs/superseded-jobs.ts';
import { type IdempotencyKey, MAX_RUN_SECONDS } from '../idempotency/idempotency-key.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import { findActStart } from '../workflow-run/act-start.ts';
import { isLinkedToRun } from '../workflow-run/run-metadata.ts';
import { findJobsOfDeletedRuns, findLodgedRuns, type LodgedRunOfFailedJob } from './registered-runs.ts';
import { RunListing } from './run-listing.ts';

const PAGE_SIZE = 100;

/** Finds this user's jobs whose model runs have the key, newest first. */
export function findJobs(
  { value, since }: IdempotencyKey,
  provena: Provena,
  call: CallOptions,
): Promise<Job[]> {
  const hasKey = (job: Job): boolean => getRecordIdentities(job).some(({ key }) => isKeyOf(value, key));
  return listJobs(since, hasKey, provena, call);
}

/** Lists this user's jobs that match, from the newest down to `since`, in Unix seconds of this machine. */
async function listJobs(
  since: number,
  isMatch: (job: Job) => boolean,
  { jobService, getClockOffset }: Provena,
  call: CallOptions,
): Promise<Job[]> {
  const found: Job[] = [];
  for await (const job of jobService.forAll({ limit: PAGE_SIZE }, call)) {
    if (job.created_timestamp < since + getClockOffset()) break;
    if (isMatch(job)) found.push(job);
  }
  return found;
}

/** The jobs of a workflow run. */
export interface WorkflowRunJobs {
  /** Sessions to wait for: of single runs, and of batches as a whole. */
  readonly sessions: readonly string[];
  /**
   * Sessions of jobs whose records a later attempt sent again because they failed, or because their run was deleted; those of
   * batches included.
   */
  readonly superseded: ReadonlySet<string>;
  /** Other failed jobs whose runs are in the graph. Their sessions are not among those to wait for. */
  readonly lodged: readonly LodgedRunOfFailedJob[];
}

/** Finds the jobs of this user whose model runs link to a workflow run, without later edits of these runs. */
export async function findJobsOfRun(
  run: WorkflowRun,
  provena: Provena,
  call: CallOptions,
): Promise<WorkflowRunJobs> {
  const isOfRun = (job: Job): boolean =>
    getRecordAnnotations(job).some((annotations) => isLinkedToRun(annotations, run));
  const linked = await listJobs(await getRunStart(run), isOfRun, provena, call);
  const edits = findEditJobs(linked);
  const found = linked.filter((job) => !edits.has(job));
  const listing = new RunListing(provena, call);
  const deleted = await findJobsOfDeletedRuns(findResentJobs(found), listing, provena, call);
  const superseded = findSupersededJobs(found, deleted);
  const counted = found.filter((job) => !superseded.has(job.session_id));
  const failed = counted.filter(({ status }) => status === 'FAILED');
  const lodged = await findLodgedRuns(failed, found, listing, provena, call);
  const finished = new Set(lodged.map(({ sessionId }) => sessionId));
  // Jobs of a batch are followed from their submit job.
  const sessions = counted.filter((job) => !job.batch_id && !finished.has(job.session_id));
  return { sessions: sessions.map((job) => job.session_id), superseded, lodged };
}

/** A time before the first job of this workflow run, in Unix seconds. @throws UserError when it is unknown, under act. */
async function getRunStart({ isAct }: WorkflowRun): Promise<number> {
  if (!isAct) return Date.now() / 1000 - MAX_RUN_SECONDS;
  const start = await findActStart();
  if (start !== undefined) return start;
  throw new UserError(
    'input of-this-run: all runs of act have the same id, and in a container the start of this one is unknown. Use session-id, or run act with --platform ubuntu-latest=-self-hosted',
  );
}
