import { getFirstLine } from '../../client/error-message.ts';
import { formatCount } from '../../format-count.ts';
import { formatDuration } from '../../format-duration.ts';
import { listFirst } from '../../format-list.ts';
import type { AwaitReport } from '../../jobs/await-jobs.ts';
import { groupFailures } from '../../jobs/failures.ts';
import { countSucceeded, isOpen, listCountedJobs, type TrackedJob } from '../../jobs/tracked-job.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

/** Jobs or batches that a message names. */
const MAX_EXAMPLES = 5;

/** The result of a wait. A batch that lacks jobs counts as failed, because records that were sent are missing. */
export function getWaitStatus({ outcome, counts, incompleteBatches }: AwaitReport) {
  if (outcome === 'timeout' || outcome === 'cancelled') return outcome;
  return counts.failed + counts.missing + incompleteBatches.length > 0 ? 'failed' : 'succeeded';
}

interface FailureOptions {
  /** Whether the step has the outputs `results` and `pending-file`, which the advice names. */
  readonly hasJobOutputs: boolean;
  /** What to do about failed jobs that a re-run repeats, as a sentence. */
  readonly remedy: string;
}

/**
 * Fails the step if jobs failed or batches lack jobs and `failOn` does not tolerate it, or if the timeout has elapsed.
 * With `never` nothing fails it, with `all` only the time and a wait without any success.
 * @throws StepFailedError with the reasons of the failures, or with the jobs that are not finished.
 */
export function assertJobsSucceeded(
  report: AwaitReport,
  failOn: 'any' | 'all' | 'never',
  {
    hasJobOutputs = true,
    remedy = 'Correct what the reason names, or wait if the problem is temporary. Then re-run the job.',
  }: Partial<FailureOptions> = {},
): void {
  if (failOn === 'never') return;
  const status = getWaitStatus(report);
  if (status === 'timeout') throw createTimeoutError(report, hasJobOutputs);
  const isTolerated = failOn === 'all' && countSucceeded(listCountedJobs(report.jobs)) > 0;
  if (status !== 'failed' || isTolerated) return;
  const failed = report.counts.failed + report.counts.missing;
  throw failed === 0 ? createIncompleteError(report) : createFailureError(report, { hasJobOutputs, remedy });
}

/** The error when jobs failed. */
function createFailureError(report: AwaitReport, { hasJobOutputs, remedy }: FailureOptions): StepFailedError {
  const { counts, jobs } = report;
  const failures = groupFailures(jobs);
  const reasons = failures.map(
    (group) => `${group.jobs.length} × ${group.reason} (${group.jobs[0]?.sessionId})`,
  );
  const failedJobs = failures.flatMap((group) => group.jobs);
  const advice = [
    'Each line is a reason that the server gave, with one session id as an example.',
    ...(failedJobs.every(isCreationJob) ? [] : [remedy]),
    ...(failedJobs.some(isCreationJob) ? [CREATION_REMEDY] : []),
    ...(hasJobOutputs ? ['The output results lists all jobs.'] : []),
  ];
  return new StepFailedError(
    `${counts.failed + counts.missing} of ${formatCount(listCountedJobs(jobs).length, 'job')} failed:\n${[...reasons, ...formatIncompleteBatches(report)].join('\n')}`,
    { advice: advice.join(' '), anchor: 'job-failed' },
  );
}

/** Whether a job records the creation of an item or version. A re-run finds the item in the registry, and starts no such job. */
function isCreationJob({ createdItem }: TrackedJob): boolean {
  return createdItem !== undefined;
}

const CREATION_REMEDY =
  'If a failed job records the creation of an item or version, the item is in the registry, but may be missing from the provenance graph. A re-run does not repeat such a job, and fails until the graph contains the creation: give the session id to an administrator of the instance, who can start the job again. A step with wait: false does not depend on it.';

function formatIncompleteBatches({ incompleteBatches }: AwaitReport): string[] {
  return incompleteBatches.map(({ id, expected, found }) =>
    found === 0 && expected === undefined
      ? `batch ${id} has no jobs: there is no such batch, or it belongs to another user`
      : `the server lists ${found} of ${expected ?? 'the'} jobs of batch ${id}`,
  );
}

/** The error when no job failed and batches lack jobs. */
function createIncompleteError(report: AwaitReport): StepFailedError {
  const lines = formatIncompleteBatches(report);
  const isUnknown = report.incompleteBatches.every(({ found }) => found === 0);
  return new StepFailedError(lines.join('\n'), {
    advice: isUnknown
      ? 'Check the batch id, and that it belongs to this instance and to the user of the token.'
      : 'Re-run the job. If the jobs are still missing, give the batch id to an administrator of the instance.',
    anchor: isUnknown ? 'not-found' : 'job-failed',
  });
}

/** Formats the number of the jobs that are not finished, and the first of them. */
export function formatOpenJobs({ jobs: allJobs, batchIds }: AwaitReport): string {
  const jobs = listCountedJobs(allJobs);
  const open = jobs.filter(isOpen);
  const succeeded = `(${countSucceeded(jobs)} succeeded)`;
  // A wait also goes on while a batch may get more jobs.
  if (open.length === 0)
    return `the server may not list all jobs of these batches yet ${succeeded}:\n${formatExamples(batchIds)}`;
  const states = open.map(({ sessionId, status }) => `${sessionId} is ${status ?? 'not listed yet'}`);
  return `${open.length} of ${formatCount(jobs.length, 'job is', 'jobs are')} not finished ${succeeded}:\n${formatExamples(states)}`;
}

function formatExamples(lines: readonly string[]): string {
  return listFirst(lines, MAX_EXAMPLES, String).join('\n');
}

function createTimeoutError(report: AwaitReport, hasJobOutputs: boolean): StepFailedError {
  const listed = report.jobs.some(isOpen)
    ? 'the output pending-file as session-file'
    : 'these ids as batch-id';
  const sessions = hasJobOutputs ? listed : 'the session ids in the outputs of this step';
  const { elapsedMs, readError } = report;
  const readFailure =
    readError === undefined ? '' : `\nThe last attempt to read the jobs failed: ${getFirstLine(readError)}`;
  const message = `after ${formatDuration(elapsedMs)}, ${formatOpenJobs(report)}${readFailure}`;
  return new StepFailedError(message, {
    advice: `The jobs continue on the server. Set a longer timeout, or run await-job with ${sessions}. A job without progress for ten minutes has probably lost its worker and will not finish.`,
    anchor: 'job-timeout',
  });
}
