import { getFirstLine } from '../../client/error-message.ts';
import type { Provena } from '../../client/index.ts';
import { formatCount } from '../../format-count.ts';
import { type AwaitOptions, type AwaitReport, awaitJobs } from '../../jobs/await-jobs.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { groupFailures } from '../../jobs/failures.ts';
import type { JobReader } from '../../jobs/job-row.ts';
import { createJobReader, isTransient } from '../../jobs/reader.ts';
import { isOpen, type TrackedJob } from '../../jobs/tracked-job.ts';
import type { TrackerOptions } from '../../jobs/tracker.ts';
import { limitGarbage } from '../../memory/garbage-limit.ts';
import type { AwaitOutput } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { writeListFile } from '../runner/outputs/list-file.ts';
import { MappedList } from '../runner/outputs/mapped-list.ts';
import type { Outputs } from '../runner/outputs/outputs.ts';
import { formatOpenJobs, getWaitStatus } from './assert-jobs-succeeded.ts';
import { createProgressLog } from './progress-log.ts';
import { sortByFingerprint, sortByRecord } from './sort-by-record.ts';

/** A run that is in the graph although its job failed. */
export interface LodgedRun {
  readonly id: string;
  readonly fingerprint: string;
}

export interface WaitRequest extends TrackerOptions, Pick<AwaitOptions, 'maxFailures'> {
  readonly timeoutSeconds: number;
  /** Runs that are lodged although their job failed; the outputs contain them. */
  readonly lodgedRuns?: readonly LodgedRun[] | undefined;
  /** Fingerprints of the records of this step: the order of the outputs. */
  readonly fingerprints?: readonly string[] | undefined;
}

/** Waits for jobs, logs the progress, and sets the outputs in any case, even after a timeout or a cancellation. */
export async function awaitStepJobs(
  { timeoutSeconds, lodgedRuns, fingerprints, ...wait }: WaitRequest,
  provena: Provena,
  { log, signal, setOutputs }: Pick<Deps<AwaitOutput>, 'log' | 'signal' | 'setOutputs'>,
): Promise<AwaitReport> {
  const report = await awaitJobs({
    ...wait,
    jobs: createGarbageLimitedReader(provena),
    isTransient,
    timeoutMs: timeoutSeconds * 1000,
    signal,
    onProgress: createProgressLog(log),
    onTransientError: (error) =>
      log.info(`Jobs could not be read; waiting continues: ${getFirstLine(error)}`),
  });
  if (report.outcome === 'cancelled') log.info(`The jobs continue on the server: ${formatOpenJobs(report)}`);
  limitGarbage();
  setOutputs(toOutputs(report, { lodgedRuns, fingerprints }));
  limitGarbage();
  setOutputs(writeListFile('pending-file', listPending(report.jobs), log));
  for (const { reason, jobs } of groupFailures(report.jobs))
    log.info(`${formatCount(jobs.length, 'job')} failed: ${reason}`);
  return report;
}

/** Reads jobs without the garbage of earlier pages: a page of jobs has several megabytes. */
function createGarbageLimitedReader(provena: Provena): JobReader {
  const reader = createJobReader(provena);
  return {
    ...reader,
    list(...request) {
      limitGarbage();
      return reader.list(...request);
    },
    listBatch(...request) {
      limitGarbage();
      return reader.listBatch(...request);
    },
  };
}

function toOutputs(
  report: AwaitReport,
  { fingerprints, lodgedRuns = [] }: Pick<WaitRequest, 'fingerprints' | 'lodgedRuns'>,
): Outputs<AwaitOutput> {
  const { counts, batchIds } = report;
  const jobs = sortByRecord(report.jobs, fingerprints);
  limitGarbage();
  const created = jobs.filter(({ result }) => getModelRunId(result) !== undefined);
  const runs = sortByFingerprint<LodgedRun | TrackedJob>([...lodgedRuns, ...created], fingerprints ?? []).map(
    (run) => ('id' in run ? run.id : (getModelRunId(run.result) ?? '')),
  );
  return {
    status: getWaitStatus(report),
    results: MappedList.from(jobs, toResult),
    'model-run-id': runs.length === 1 ? runs[0] : undefined,
    'model-run-ids': runs,
    'batch-id': batchIds.length === 1 ? batchIds[0] : undefined,
    pending: listPending(jobs),
    succeeded: counts.succeeded + lodgedRuns.length,
    failed: counts.failed + counts.missing,
  };
}

/** A job as an element of the output `results`. */
function toResult(job: TrackedJob) {
  return {
    session_id: job.sessionId,
    state: job.state,
    status: job.status,
    sub_type: job.subType,
    batch_id: job.batchId,
    model_run_id: getModelRunId(job.result),
    display_name: job.displayName,
    info: job.info,
  };
}

function listPending(jobs: readonly TrackedJob[]): string[] {
  return jobs.filter(isOpen).map((job) => job.sessionId);
}
