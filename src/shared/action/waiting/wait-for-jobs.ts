import type { Provena } from '../../client/index.ts';
import { type AwaitReport, awaitJobs } from '../../jobs/await-jobs.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { groupFailures } from '../../jobs/failures.ts';
import { createJobReader, isTransient } from '../../jobs/reader.ts';
import type { TrackedJob } from '../../jobs/tracker.ts';
import type { AwaitOutput } from '../inputs/await-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { writeListFile } from '../runner/list-file.ts';
import type { Outputs } from '../runner/outputs.ts';
import { createProgressLog } from './progress-log.ts';
import { sortByRecord } from './sort-by-record.ts';

export interface WaitRequest {
  readonly sessions?: readonly string[];
  readonly batches?: readonly string[];
  /** Jobs of batches that do not count, by session. */
  readonly superseded?: ReadonlySet<string> | undefined;
  readonly follow: boolean;
  readonly timeoutSeconds: number;
  readonly maxFailures?: number | undefined;
  /** Fingerprints of the records of this step: the order of the outputs. */
  readonly recordOrder?: readonly string[] | undefined;
}

/** Waits for jobs as a step does: progress in the log, what is known in the outputs, whatever the ending. */
export async function waitForJobs(
  wait: WaitRequest,
  provena: Provena,
  { log, signal, setOutputs: output }: Pick<Deps<AwaitOutput>, 'log' | 'signal' | 'setOutputs'>,
): Promise<AwaitReport> {
  const report = await awaitJobs({
    jobs: createJobReader(provena),
    isTransient,
    sessions: wait.sessions ?? [],
    batches: wait.batches ?? [],
    ...(wait.superseded === undefined ? {} : { superseded: wait.superseded }),
    follow: wait.follow,
    timeoutMs: wait.timeoutSeconds * 1000,
    ...(wait.maxFailures === undefined ? {} : { maxFailures: wait.maxFailures }),
    signal,
    onProgress: createProgressLog(log),
    onTransient: (error) =>
      log.info(`Jobs could not be read, waiting goes on: ${(error as Error).message.split('\n', 1)[0]}`),
  });
  output(toOutputs(report, wait.recordOrder));
  output(writeListFile('pending-file', listPending(report.jobs), log));
  for (const { reason, jobs } of groupFailures(report.jobs))
    log.info(`${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'} failed: ${reason}`);
  return report;
}

/** A report as outputs; the same names in every action that waits. */
function toOutputs(report: AwaitReport, recordOrder?: readonly string[]): Outputs<AwaitOutput> {
  const { counts, batchIds } = report;
  const jobs = sortByRecord(report.jobs, recordOrder);
  const runs = jobs.flatMap((job) => getModelRunId(job.result) ?? []);
  return {
    status: getWaitStatus(report),
    results: jobs.map((job) => ({
      session_id: job.sessionId,
      state: job.state,
      status: job.status,
      sub_type: job.subType,
      batch_id: job.batchId,
      model_run_id: getModelRunId(job.result),
      display_name: job.displayName,
      info: job.info,
    })),
    ...(runs.length === 1 && runs[0] ? { 'model-run-id': runs[0] } : {}),
    'model-run-ids': runs,
    ...(batchIds.length === 1 && batchIds[0] ? { 'batch-id': batchIds[0] } : {}),
    pending: listPending(jobs),
    succeeded: counts.succeeded,
    failed: counts.failed + counts.vanished,
  };
}

function listPending(jobs: readonly TrackedJob[]): string[] {
  return jobs.filter((job) => job.state === 'open' || job.state === 'unseen').map((job) => job.sessionId);
}

export type WaitStatus = 'succeeded' | 'failed' | 'timeout' | 'cancelled';

/** How a wait went, in one word. A batch that lacks jobs has failed: runs that were sent are not there. */
export function getWaitStatus({ ending, counts, incompleteBatches: shortBatches }: AwaitReport): WaitStatus {
  if (ending === 'timeout' || ending === 'cancelled') return ending;
  return counts.failed + counts.vanished + shortBatches.length > 0 ? 'failed' : 'succeeded';
}
