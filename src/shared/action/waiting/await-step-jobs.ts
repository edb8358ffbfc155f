import type { Provena } from '../../client/index.ts';
import { type AwaitReport, awaitJobs } from '../../jobs/await-jobs.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { groupFailures } from '../../jobs/failures.ts';
import type { JobReader } from '../../jobs/job-row.ts';
import { createJobReader, isTransient } from '../../jobs/reader.ts';
import type { TrackedJob } from '../../jobs/tracker.ts';
import { limitGarbage } from '../../memory/garbage-limit.ts';
import type { AwaitOutput } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { StepFailedError } from '../lifecycle/failure.ts';
import type { WebPages } from '../lifecycle/web-pages.ts';
import { formatCount } from '../runner/format-count.ts';
import { writeListFile } from '../runner/list-file.ts';
import { MappedList } from '../runner/mapped-list.ts';
import { escapeMarkdown, formatCode, formatEnumName, formatLink, formatTable } from '../runner/markdown.ts';
import type { Outputs } from '../runner/outputs.ts';
import type { LodgedRun } from '../runs/registered-runs.ts';
import { createProgressLog } from './progress-log.ts';
import { sortByFingerprint, sortByRecord } from './sort-by-record.ts';

export interface WaitRequest {
  readonly sessions?: readonly string[];
  readonly batches?: readonly string[];
  /** Jobs of batches that do not count, by session. */
  readonly ignored?: ReadonlySet<string> | undefined;
  /** Runs that are lodged although their job failed; the outputs contain them. */
  readonly lodgedRuns?: readonly LodgedRun[] | undefined;
  /** Number of jobs, those that the sessions launch included, if it is known. */
  readonly expectedCount?: number | undefined;
  readonly follow: boolean;
  readonly timeoutSeconds: number;
  readonly maxFailures?: number | undefined;
  /** Fingerprints of the records of this step: the order of the outputs. */
  readonly fingerprints?: readonly string[] | undefined;
}

/** Waits for jobs, logs the progress, and sets the outputs in any case, also after a timeout. */
export async function awaitStepJobs(
  wait: WaitRequest,
  provena: Provena,
  { log, signal, setOutputs: output }: Pick<Deps<AwaitOutput>, 'log' | 'signal' | 'setOutputs'>,
): Promise<AwaitReport> {
  const report = await awaitJobs({
    jobs: createFrugalReader(provena),
    isTransient,
    sessions: wait.sessions ?? [],
    batches: wait.batches ?? [],
    ...(wait.ignored === undefined ? {} : { ignored: wait.ignored }),
    expectedCount: wait.expectedCount,
    follow: wait.follow,
    timeoutMs: wait.timeoutSeconds * 1000,
    ...(wait.maxFailures === undefined ? {} : { maxFailures: wait.maxFailures }),
    signal,
    onProgress: createProgressLog(log),
    onTransientError: (error) =>
      log.info(
        `Jobs could not be read; waiting continues: ${String(error instanceof Error ? error.message : error).split('\n', 1)[0]}`,
      ),
  });
  limitGarbage();
  output(toOutputs(report, wait));
  limitGarbage();
  output(writeListFile('pending-file', listPending(report.jobs), log));
  for (const { reason, jobs } of groupFailures(report.jobs))
    log.info(`${formatCount(jobs.length, 'job')} failed: ${reason}`);
  return report;
}

/** Reads jobs without the garbage of earlier pages: a page of jobs has several megabytes. */
function createFrugalReader(provena: Provena): JobReader {
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

/** A report as outputs. */
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
    ...(runs.length === 1 && runs[0] ? { 'model-run-id': runs[0] } : {}),
    'model-run-ids': runs,
    ...(batchIds.length === 1 && batchIds[0] ? { 'batch-id': batchIds[0] } : {}),
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
  return jobs.filter((job) => job.state === 'open' || job.state === 'unlisted').map((job) => job.sessionId);
}

type WaitStatus = 'succeeded' | 'failed' | 'timeout' | 'cancelled';

/** The result of a wait. A batch that lacks jobs counts as failed, because records that were sent are missing. */
function getWaitStatus({ ending, counts, incompleteBatches }: AwaitReport): WaitStatus {
  if (ending === 'timeout' || ending === 'cancelled') return ending;
  return counts.failed + counts.missing + incompleteBatches.length > 0 ? 'failed' : 'succeeded';
}

/** When failed jobs fail the step. */
export type FailOn = 'any' | 'all' | 'never';

/**
 * Fails the step if jobs failed or batches lack jobs and `failOn` does not tolerate it, or if the timeout has elapsed. With `never`
 * nothing fails it, with `all` only the time and a wait without any success.
 * @throws StepFailedError with the reasons of the failures, or with the jobs that are not finished.
 */
export function assertSucceeded(report: AwaitReport, failOn: FailOn): void {
  if (failOn === 'never') return;
  const status = getWaitStatus(report);
  if (status === 'timeout') throw createTimeoutError(report);
  const failed = report.counts.failed + report.counts.missing;
  const tolerated = failOn === 'all' && report.counts.succeeded > 0;
  if (status !== 'failed' || tolerated) return;
  const reasons = groupFailures(report.jobs).map(
    ({ reason, jobs }) => `${jobs.length} × ${reason} (${jobs[0]?.sessionId})`,
  );
  if (failed === 0) throw createIncompleteError(report);
  throw new StepFailedError(
    `${failed} of ${report.jobs.length} jobs failed:\n${[...reasons, ...formatIncompleteBatches(report)].join('\n')}`,
    {
      advice:
        'Each line is the server’s own reason with one session id as an example. What succeeded is in the outputs.',
      anchor: 'job-failed',
    },
  );
}

function formatIncompleteBatches({ incompleteBatches }: AwaitReport): string[] {
  return incompleteBatches.map(({ id, expected, found }) =>
    found === 0 && expected === undefined
      ? `batch ${id} has no jobs: there is no such batch, or it belongs to another user`
      : `batch ${id} shows ${found} of ${expected ?? 'its'} jobs`,
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

function createTimeoutError({ jobs, counts, elapsedMs }: AwaitReport): StepFailedError {
  const open = jobs.filter((job) => job.state === 'open' || job.state === 'unlisted');
  const examples = open.slice(0, 5).map((job) => `${job.sessionId} is ${job.status ?? 'not listed yet'}`);
  const more = open.length > examples.length ? [`and ${open.length - examples.length} more`] : [];
  return new StepFailedError(
    `after ${Math.round(elapsedMs / 1000)} s, ${open.length} of ${jobs.length} jobs are not finished (${counts.succeeded} succeeded):\n${[...examples, ...more].join('\n')}`,
    {
      advice:
        'The jobs continue on the server. Set a longer timeout, or run await-job with the output pending-file as session-file. A job without progress for ten minutes has probably lost its worker and will not finish.',
      anchor: 'job-timeout',
    },
  );
}

const MAX_ROWS = 50;

/** Formats the result of a wait for the job summary. */
export function formatWaitSummary(
  report: AwaitReport,
  pages: WebPages,
  lodgedRuns: readonly LodgedRun[] = [],
): string {
  const { counts, elapsedMs } = report;
  const jobs = sortByRecord(report.jobs);
  const lodgedLine = formatLodgedRuns(lodgedRuns, pages);
  if (jobs.length === 0) return lodgedLine;
  const line = `${counts.succeeded} of ${jobs.length} jobs succeeded in ${(elapsedMs / 1000).toFixed(1)} s.${lodgedLine && ` ${lodgedLine}`}`;
  const isFine = (job: TrackedJob): boolean => job.state === 'succeeded';
  // Failed jobs first, so that the limit of rows does not omit them.
  const ordered = [
    ...jobs.filter((job) => !isFine(job)).slice(0, MAX_ROWS),
    ...jobs.filter(isFine).slice(0, MAX_ROWS),
  ];
  const rows = ordered.slice(0, MAX_ROWS).map((job) => {
    const run = getModelRunId(job.result);
    return [
      escapeMarkdown(job.displayName ?? formatEnumName(job.subType ?? '')),
      escapeMarkdown(job.status ?? job.state),
      run ? formatLink(run, pages.item(run)) : '',
      escapeMarkdown(job.state === 'failed' ? (job.info ?? '') : ''),
      formatCode(job.sessionId),
    ];
  });
  const more = jobs.length > MAX_ROWS ? `\n\n…and ${jobs.length - MAX_ROWS} more.` : '';
  return `${line}\n\n${formatTable(['job', 'status', 'model run', 'reason', 'session'], rows)}${more}`;
}

function formatLodgedRuns(runs: readonly LodgedRun[], pages: WebPages): string {
  if (runs.length === 0) return '';
  const links = runs.slice(0, MAX_ROWS).map(({ id }) => formatLink(id, pages.item(id)));
  const more = runs.length > MAX_ROWS ? ` and ${runs.length - MAX_ROWS} more` : '';
  return `In the graph although their jobs failed: ${links.join(', ')}${more}.`;
}
