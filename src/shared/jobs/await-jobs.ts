import { type Clock, systemClock } from './clock.ts';
import { GracePeriods } from './grace-periods.ts';
import type { JobReader } from './job-row.ts';
import { Milestone } from './milestone.ts';
import { isListNeeded, MIN_SESSIONS_FOR_LIST, pollRound, type Round, type RoundOptions } from './round.ts';
import { addJitter, RoundSchedule } from './schedule.ts';
import type { IncompleteBatch } from './tracked-batch.ts';
import type { TrackedJob } from './tracked-job.ts';
import { Tracker, type TrackerOptions } from './tracker.ts';

export interface AwaitOptions extends TrackerOptions {
  readonly jobs: JobReader;
  /** Milliseconds after which waiting ends in any state. */
  readonly timeoutMs: number;
  /** Ends the wait once more jobs than this have failed. */
  readonly maxFailures?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each round. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called when a round could not be read completely; waiting continues. */
  readonly onTransientError?: ((error: unknown) => void) | undefined;
  /** True for errors that a retry may solve; other errors end the wait. */
  readonly isTransient: (error: unknown) => boolean;
  readonly clock?: Clock | undefined;
}

export interface Progress {
  readonly jobs: readonly TrackedJob[];
  /** Number of jobs by state. A job that submits a batch is one of them. */
  readonly counts: Counts;
  /** Milliseconds since the wait began. */
  readonly elapsedMs: number;
}

export type Counts = Readonly<Record<TrackedJob['state'], number>>;

export type WaitOutcome = 'finished' | 'timeout' | 'cancelled' | 'too-many-failures';

export interface AwaitReport extends Progress {
  /**
   * Why the wait ended: no job can change any longer (some may be missing), the timeout elapsed, the signal was aborted, or too
   * many jobs failed.
   */
  readonly outcome: WaitOutcome;
  /** Batches that were part of the wait. */
  readonly batchIds: readonly string[];
  /**
   * Batches that were given up on after the grace period with no job, or fewer than were submitted. A batch that is still
   * pending at the timeout is not one of them.
   */
  readonly incompleteBatches: readonly IncompleteBatch[];
  /** The error of the last round, if the jobs could not be read. */
  readonly readError?: unknown;
}

const FINISHED_STATES: ReadonlySet<TrackedJob['state']> = new Set(['succeeded', 'failed']);

/**
 * Waits for jobs and batches and reports the result of each. Failed jobs, jobs that disappear and a timeout are in
 * the report and not thrown; only an error that a retry cannot solve is thrown.
 */
export async function awaitJobs(options: AwaitOptions): Promise<AwaitReport> {
  const { signal, onProgress, clock = systemClock } = options;
  const tracker = new Tracker(options);
  const gracePeriods = new GracePeriods();
  const milestone = createMilestone(options);
  // A probe reads only the newest job. It cannot count failures, so with `maxFailures` every round is complete.
  const canProbe = options.maxFailures === undefined;
  // Jobs that were launched just now show no progress yet.
  const schedule = new RoundSchedule({ probesFirst: !milestone.isReached });
  const started = clock.now();
  let readError: unknown;
  const onTransientError = (error: unknown): void => {
    readError = error;
    options.onTransientError?.(error);
  };
  const roundOptions = { ...options, onTransientError };
  const getProgress = (): Progress => {
    const jobs = tracker.jobs();
    return { jobs, counts: countStates(jobs), elapsedMs: clock.now() - started };
  };
  for (;;) {
    const startMs = clock.now() - started;
    const isProbeDue = canProbe && startMs < options.timeoutMs && schedule.isProbeDue(startMs);
    readError = undefined;
    const round = await readRound(tracker, roundOptions, { canProbe: isProbeDue, milestone });
    if (round && !round.isProbe) gracePeriods.apply(tracker, round.missing, clock.now());
    const progress = getProgress();
    onProgress?.(progress);
    const outcome = getOutcome(tracker, progress, options);
    if (outcome) {
      const incompleteBatches = tracker.incompleteBatches();
      return { ...progress, outcome, batchIds: tracker.batchIds(), incompleteBatches, readError };
    }
    const open = tracker.openCount();
    const { elapsedMs } = progress;
    const delay = schedule.getDelayAfter(round, {
      open,
      finished: countFinished(progress.jobs),
      elapsedMs,
      roundMs: elapsedMs - startMs,
      canProbe: canProbe && isListNeeded(tracker) && tracker.newestIfOpen() !== undefined,
    });
    const jittered = addJitter(Math.max(delay, milestone.getMinDelay(open)));
    await clock.sleep(Math.min(jittered, Math.max(0, options.timeoutMs - elapsedMs)), signal);
  }
}

/** Omits jobs that only launched others, because they end before the jobs that they launched. */
function countFinished(jobs: readonly TrackedJob[]): number {
  return jobs.filter(({ state, launchCount }) => FINISHED_STATES.has(state) && launchCount === 0).length;
}

function createMilestone({ sessions = [], expectedCount, follow, maxFailures }: AwaitOptions): Milestone {
  const isUsed = expectedCount !== undefined && follow && maxFailures === undefined;
  return new Milestone(isUsed && sessions.length >= MIN_SESSIONS_FOR_LIST ? sessions : []);
}

/** Reads a round. @returns undefined if it could not be read completely, or was cancelled. */
async function readRound(
  tracker: Tracker,
  { jobs, signal, isTransient, onTransientError }: AwaitOptions,
  probe: Pick<RoundOptions, 'canProbe' | 'milestone'>,
): Promise<Round | undefined> {
  try {
    return await pollRound(tracker, jobs, { ...probe, signal });
  } catch (error) {
    // The requests of a cancelled wait fail, too.
    if (signal?.aborted) return undefined;
    if (!isTransient(error)) throw error;
    onTransientError?.(error);
    return undefined;
  }
}

function getOutcome(
  tracker: Tracker,
  { counts, elapsedMs }: Progress,
  options: AwaitOptions,
): WaitOutcome | undefined {
  if (tracker.hasEnded()) return 'finished';
  if (options.signal?.aborted) return 'cancelled';
  if (counts.failed > (options.maxFailures ?? Number.POSITIVE_INFINITY)) return 'too-many-failures';
  return elapsedMs >= options.timeoutMs ? 'timeout' : undefined;
}

function countStates(jobs: readonly TrackedJob[]): Counts {
  const counts = { unlisted: 0, open: 0, succeeded: 0, failed: 0, missing: 0 };
  for (const job of jobs) counts[job.state]++;
  return counts;
}
