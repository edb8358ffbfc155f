import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import {
  type CallOptions,
  ForbiddenError,
  type Job,
  NotFoundError,
  type Provena,
} from '../../client/index.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { CONCURRENT_REQUESTS } from './keyed-record.ts';

/** Finds the jobs whose model run is no longer in the registry: an administrator has deleted it. */
export async function findJobsOfDeletedRuns(
  jobs: readonly Job[],
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<ReadonlySet<Job>> {
  const runs = Map.groupBy(jobs, ({ status, result }) =>
    status === 'SUCCEEDED' ? getModelRunId(result) : undefined,
  );
  const deleted = new Set<Job>();
  await forEachConcurrent(runs, CONCURRENT_REQUESTS, async ([run, jobsOfRun]) => {
    if (run === undefined || (await exists(run, registry, call))) return;
    for (const job of jobsOfRun) deleted.add(job);
  });
  return deleted;
}

async function exists(id: string, { general }: Provena['registry'], call: CallOptions): Promise<boolean> {
  try {
    await general.fetch(id, call);
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    // The user may not read it any more.
    if (error instanceof ForbiddenError) return true;
    throw error;
  }
}
