import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { CallOptions, Job, Provena } from '../../client/index.ts';
import { lookUpItem } from '../../documents/items/look-up-items.ts';
import { getKindInfo, UNKNOWN } from '../../documents/model-runs/references.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { getRecordIdentities, type RecordIdentity } from '../../jobs/record-identity.ts';
import type { LodgedRun } from '../waiting/await-step-jobs.ts';
import { CONCURRENT_REQUESTS } from './registration.ts';
import type { RegisteredRun, RunListing } from './run-listing.ts';

type IdentifyRecord = (identity: RecordIdentity) => string | undefined;

interface OrphanedRunSearch {
  /** Returns the key of a record in the result; undefined for records that are not searched for. */
  readonly identify: IdentifyRecord;
  /** Unix seconds; older runs are not searched. Infinite if no job failed. */
  readonly since: number;
  /** The jobs that may have created a run. */
  readonly jobs: readonly Job[];
}

/** The earliest of times in Unix seconds; infinite without one. */
export function getEarliest(times: readonly number[]): number {
  return times.reduce((earliest, time) => Math.min(earliest, time), Number.POSITIVE_INFINITY);
}

/**
 * Finds the model runs that no successful or running job created, by record, oldest first. A failed job can leave its run
 * in the registry, usually with the status COMPLETE, sometimes even LODGED.
 */
export async function findOrphanedRuns(
  { identify, since, jobs }: OrphanedRunSearch,
  listing: RunListing,
  { registry }: Provena,
  call: CallOptions,
): Promise<Map<string, RegisteredRun[]>> {
  const runs = new Map<string, RegisteredRun[]>();
  if (since === Number.POSITIVE_INFINITY) return runs;
  const { username } = await registry.checkAccess('general', call);
  const owned = listRunsOfJobs(jobs);
  const running = countRunningJobs(jobs, identify);
  for await (const { id, owner, isLodged, identities } of listing.listSince(since)) {
    if (owner !== username || owned.has(id)) continue;
    for (const identity of identities) {
      const record = identify(identity);
      if (record === undefined) continue;
      // The newest runs may belong to jobs that are still running.
      const runningCount = running.get(record) ?? 0;
      if (runningCount > 0) running.set(record, runningCount - 1);
      else runs.set(record, [{ id, isLodged }, ...(runs.get(record) ?? [])]);
    }
  }
  return runs;
}

/** The runs that jobs created or are updating, except for failed jobs. */
function listRunsOfJobs(jobs: readonly Job[]): ReadonlySet<string> {
  return new Set(
    jobs
      .filter((job) => job.status !== 'FAILED')
      .flatMap((job) => [getModelRunId(job.result), job.payload['model_run_record_id']])
      .filter((id) => typeof id === 'string'),
  );
}

function countRunningJobs(jobs: readonly Job[], identify: IdentifyRecord): Map<string, number> {
  const counts = new Map<string, number>();
  for (const job of jobs) {
    if (job.payload['record'] === undefined || job.status === 'FAILED' || getModelRunId(job.result)) continue;
    for (const identity of getRecordIdentities(job)) {
      const record = identify(identity);
      if (record !== undefined) counts.set(record, (counts.get(record) ?? 0) + 1);
    }
  }
  return counts;
}

/** A failed job of one record whose run is in the graph. */
export interface LodgedRunOfFailedJob extends LodgedRun {
  readonly sessionId: string;
}

/**
 * Finds the runs that are in the graph although the job that registered them, or lodged them later, failed. A run has the
 * annotations of the last job that wrote it, so that job and run have the same key and fingerprint.
 * @param failed jobs that no later job replaced.
 * @param jobs all jobs that may have created one of these runs.
 */
export async function findLodgedRuns(
  failed: readonly Job[],
  jobs: readonly Job[],
  listing: RunListing,
  provena: Provena,
  call: CallOptions,
): Promise<LodgedRunOfFailedJob[]> {
  const single = failed.filter(
    (job) => getRecordIdentities(job).length === 1 && job.payload['records'] === undefined,
  );
  if (single.length === 0) return [];
  const records = new Set(single.map((job) => identifyExactly(getRecordIdentities(job))));
  // An update can lodge a run of a job that failed earlier.
  const failures = jobs.filter((job) => job.status === 'FAILED');
  const since = getEarliest(failures.map((job) => job.created_timestamp));
  const identify: IdentifyRecord = (identity) => {
    const record = identifyExactly([identity]);
    return records.has(record) ? record : undefined;
  };
  const runs = await findOrphanedRuns({ identify, since, jobs }, listing, provena, call);
  const oldestFirst = single.toSorted((a, b) => a.created_timestamp - b.created_timestamp);
  return oldestFirst.flatMap((job) => {
    const identities = getRecordIdentities(job);
    const target = job.payload['model_run_record_id'];
    const candidates = runs.get(identifyExactly(identities)) ?? [];
    const index = candidates.findIndex(
      ({ id, isLodged }) => isLodged && (typeof target !== 'string' || target === id),
    );
    const [run] = index < 0 ? [] : candidates.splice(index, 1);
    const [identity] = identities;
    return run ? [{ id: run.id, fingerprint: identity?.fingerprint ?? '', sessionId: job.session_id }] : [];
  });
}

function identifyExactly([identity]: readonly RecordIdentity[]): string {
  return JSON.stringify([identity?.key, identity?.fingerprint]);
}

/** From this number of runs on, listing the runs takes fewer requests than fetching each of them. */
const MIN_LISTED_RUNS = 100;

/** Finds the jobs whose model run is no longer in the registry: an administrator has deleted it. */
export async function findJobsOfDeletedRuns(
  jobs: readonly Job[],
  listing: RunListing,
  provena: Provena,
  call: CallOptions,
): Promise<ReadonlySet<Job>> {
  const unseen = Map.groupBy(jobs, ({ status, result }) =>
    status === 'SUCCEEDED' ? getModelRunId(result) : undefined,
  );
  unseen.delete(undefined);
  if (unseen.size >= MIN_LISTED_RUNS) {
    const since = getEarliest(jobs.map((job) => job.created_timestamp));
    for await (const { id } of listing.listSince(since)) if (unseen.delete(id) && unseen.size === 0) break;
  }
  const deleted = new Set<Job>();
  // A run that is not listed may be older than the jobs, or no longer readable by the user.
  await forEachConcurrent(unseen, CONCURRENT_REQUESTS, async ([run = '', jobsOfRun]) => {
    if (getKindInfo(await lookUpItem(run, provena, call)) !== UNKNOWN) return;
    for (const job of jobsOfRun) deleted.add(job);
  });
  return deleted;
}
