import { formatCount } from '../../format-count.ts';
import { formatDuration } from '../../format-duration.ts';
import type { Progress } from '../../jobs/await-jobs.ts';
import { countSucceeded, isOpen, listCountedJobs, type TrackedJob } from '../../jobs/tracked-job.ts';
import type { Log } from '../runner/log/log.ts';

const PROGRESS_INTERVAL_MS = 5000;
const HEARTBEAT_INTERVAL_MS = 30_000;
/** A running worker takes a job within seconds. */
const QUEUE_HINT_MS = 60_000;

const QUEUE_HINT =
  'All unfinished jobs have been PENDING for a minute. The workers take jobs in the order of submission, so a large batch of another user may be ahead of yours; a worker of an idle instance takes minutes to start. Waiting continues.';

/**
 * Returns a listener that logs a line when something has changed, at most every few seconds, and a line every 30 seconds
 * when nothing does. Jobs that wait in the queue for long get one line with the reason.
 */
export function createProgressLog(log: Pick<Log, 'info'>): (progress: Progress) => void {
  let logged = '';
  let loggedAt = Number.NEGATIVE_INFINITY;
  const isStuckInQueue = createQueueWatch();
  return (progress) => {
    const { jobs, counts, elapsedMs } = progress;
    if (jobs.length === 0) return;
    if (isStuckInQueue(progress)) log.info(QUEUE_HINT);
    const failed = counts.failed + counts.missing;
    const unfinished = counts.open + counts.unlisted;
    const counted = listCountedJobs(jobs);
    const parts = [
      `${countSucceeded(counted)} of ${formatCount(counted.length, 'job')} succeeded`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(unfinished > 0 ? [formatStates(jobs)] : []),
    ];
    const line = parts.join(', ');
    const hasChanged = line !== logged;
    const interval = hasChanged ? PROGRESS_INTERVAL_MS : HEARTBEAT_INTERVAL_MS;
    const isDue = unfinished > 0 ? elapsedMs - loggedAt >= interval : hasChanged;
    if (!isDue) return;
    log.info(`${formatDuration(elapsedMs)}: ${line}`);
    logged = line;
    loggedAt = elapsedMs;
  };
}

/** True once, when no unfinished job was taken by a worker for a minute and no job has ended in that time. */
function createQueueWatch(): (progress: Progress) => boolean {
  let since: number | undefined;
  let ended = 0;
  let isReported = false;
  return ({ jobs, counts, elapsedMs }) => {
    const endedNow = counts.succeeded + counts.failed + counts.missing;
    const open = jobs.filter(isOpen);
    const isWaiting = open.length > 0 && open.every(({ status }) => status === 'PENDING');
    if (!isWaiting || endedNow !== ended) since = undefined;
    ended = endedNow;
    if (isWaiting) since ??= elapsedMs;
    if (isReported || since === undefined || elapsedMs - since < QUEUE_HINT_MS) return false;
    isReported = true;
    return true;
  };
}

/** `2 IN_PROGRESS, 1 PENDING`, of the jobs that are not finished. */
function formatStates(jobs: readonly TrackedJob[]): string {
  const open = jobs.filter(isOpen);
  return [...Map.groupBy(open, (job) => job.status ?? 'not listed yet')]
    .map(([status, group]) => `${group.length} ${status}`)
    .join(', ');
}
