import { getModelRunId } from './chain.ts';
import type { JobRow } from './job-row.ts';

/**
 * Finds the jobs on a run that another job has registered or lodged: someone edited or repaired it, for example in the web
 * page. The record of such a job has the annotations of the run, and thus the key of the step. It does not count as another
 * record.
 * @param jobs all jobs that may have written the runs, newest first, as the server lists them.
 */
export function findEditJobs<T extends JobRow>(jobs: readonly T[]): ReadonlySet<T> {
  const succeeding = jobs.filter(({ status }) => status !== 'FAILED');
  const done = new Set<unknown>(
    succeeding.filter((job) => getTarget(job) === undefined).map(({ result }) => getModelRunId(result)),
  );
  const edits = new Set<T>();
  for (const job of sortOldestFirst(jobs)) {
    const run = getTarget(job);
    if (run === undefined) continue;
    if (done.has(run)) edits.add(job);
    else if (job.status !== 'FAILED') done.add(run);
  }
  return edits;
}

/** Sorts jobs that the server lists newest first. The timestamps of jobs of one second are equal; the list has their order. */
export function sortOldestFirst<T extends Pick<JobRow, 'created_timestamp'>>(newestFirst: readonly T[]): T[] {
  return newestFirst.toReversed().sort((a, b) => a.created_timestamp - b.created_timestamp);
}

/** The run that a job updates or lodges again; undefined for a job that registers one. */
function getTarget({ payload }: JobRow): unknown {
  return payload?.['model_run_record_id'];
}
