import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import type { CallOptions, Job, Provena } from '../../client/index.ts';
import { fetchKind, UNKNOWN } from '../../documents/model-runs/references.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { CONCURRENT_REQUESTS } from './keyed-record.ts';
import type { RunListing } from './registered-runs.ts';

/** From this number of runs on, listing the runs takes fewer requests than fetching each of them. */
const MIN_LISTED_RUNS = 100;

/** Finds the jobs whose model run is no longer in the registry: an administrator has deleted it. */
export async function findJobsOfDeletedRuns(
  jobs: readonly Job[],
  listing: RunListing,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<ReadonlySet<Job>> {
  const unseen = Map.groupBy(jobs, ({ status, result }) =>
    status === 'SUCCEEDED' ? getModelRunId(result) : undefined,
  );
  unseen.delete(undefined);
  if (unseen.size >= MIN_LISTED_RUNS) {
    const since = jobs.reduce((oldest, job) => Math.min(oldest, job.created_timestamp), Infinity);
    for await (const { id } of listing.listSince(since)) if (unseen.delete(id) && unseen.size === 0) break;
  }
  const deleted = new Set<Job>();
  // A run that is not listed may be older than the jobs, or no longer readable by the user.
  await forEachConcurrent(unseen, CONCURRENT_REQUESTS, async ([run = '', jobsOfRun]) => {
    if ((await fetchKind(run, registry, call)) !== UNKNOWN) return;
    for (const job of jobsOfRun) deleted.add(job);
  });
  return deleted;
}
