import { formatCount } from '../../format-count.ts';
import { formatDuration } from '../../format-duration.ts';
import { listFirst } from '../../format-list.ts';
import type { AwaitReport } from '../../jobs/await-jobs.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { countSucceeded, listCountedJobs, type TrackedJob } from '../../jobs/tracked-job.ts';
import type { WebPages } from '../lifecycle/web-pages.ts';
import {
  escapeMarkdown,
  formatCode,
  formatEnumName,
  formatLink,
  formatLongTable,
} from '../runner/markdown/markdown.ts';
import type { LodgedRun } from './await-step-jobs.ts';
import { sortByRecord } from './sort-by-record.ts';

const COLUMNS = ['job', 'status', 'model run', 'reason', 'session'];
const MAX_RUNS = 50;

/** Formats the result of a wait for the job summary. */
export function formatWaitSummary(
  report: AwaitReport,
  pages: WebPages,
  lodgedRuns: readonly LodgedRun[] = [],
): string {
  const jobs = sortByRecord(listCountedJobs(report.jobs));
  const lodgedLine = formatLodgedRuns(lodgedRuns, pages);
  if (jobs.length === 0) return lodgedLine;
  const line = `${countSucceeded(jobs)} of ${formatCount(jobs.length, 'job')} succeeded in ${formatDuration(report.elapsedMs)}.${lodgedLine && ` ${lodgedLine}`}`;
  // Failed jobs first, so that the limit of rows does not omit them.
  const rank = ({ state }: TrackedJob): number => Number(state === 'succeeded');
  const ordered = jobs.toSorted((a, b) => rank(a) - rank(b));
  const table = formatLongTable(COLUMNS, ordered, (job) => {
    const run = getModelRunId(job.result);
    return [
      escapeMarkdown(job.displayName ?? formatEnumName(job.subType ?? '')),
      escapeMarkdown(job.status ?? job.state),
      run ? formatLink(run, pages.item(run)) : '',
      escapeMarkdown(job.state === 'failed' ? (job.info ?? '') : ''),
      formatCode(job.sessionId),
    ];
  });
  return `${line}\n\n${table}`;
}

function formatLodgedRuns(runs: readonly LodgedRun[], pages: WebPages): string {
  if (runs.length === 0) return '';
  const links = listFirst(runs, MAX_RUNS, ({ id }) => formatLink(id, pages.item(id))).join(', ');
  return `In the graph although their jobs failed: ${links}.`;
}
