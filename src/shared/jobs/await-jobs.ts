import { type Clock, systemClock } from './clock.ts';
import { GracePeriods } from './grace-periods.ts';
import type { JobReader } from './job-row.ts';
import { Milestone } from './milestone.ts';
import { MIN_SESSIONS_FOR_LIST, needsList, pollRound, type Round } from './round.ts';
import { addJitter, DEFAULT_PACE, getNextDelay, type Pace } from './schedule.ts';
import type { IncompleteBatch } from './tracked-batch.ts';
import type { TrackedJob } from './tracked-job.ts';
import { Tracker } from './tracker.ts';

export interface AwaitOptions {
  readonly jobs: JobReader;
  readonly sessions?: readonly string[];
  readonly batches?: readonly string[];
  /** Sessions of failed jobs that do not count: another job replaced them, or their run is in the graph nevertheless. */
  readonly ignored?: ReadonlySet<string>;
  /**
   * Total number of jobs, if it is known, including those that the given jobs launch. Set it only if `sessions` were launched
   * just now, in this order.
   */
  readonly expectedCount?: number | undefined;
  /** Also waits for what the jobs launch: the second job of a new item, the jobs of a batch. */
  readonly follow: boolean;
  /** Milliseconds after which waiting ends in any state. */
  readonly timeoutMs: number;
  /** Ends the wait once more jobs than this have failed. */
  readonly maxFailures?: number;
  readonly signal?: AbortSignal;
  /** Called after each round. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called when a round could not be read completely; waiting continues. */
  readonly onTransientError?: (error: unknown) => void;
  /** True for errors that a retry may solve; other errors end the wait. */
  readonly isTransient: (error: unknown) => boolean;
  readonly pace?: Pace;
  readonly clock?: Clock;
}

export interface Progress {
  readonly jobs: readonly TrackedJob[];
  readonly counts: Counts;
  readonly elapsedMs: number;
}

export type Counts = Readonly<Record<TrackedJob['state'], number>>;

/**
 * End of a wait: no job can change any more (some may be missing), the timeout has elapsed, the signal was aborted, or too
 * many jobs failed.
 */
export type Ending = 'finished' | 'timeout' | 'cancelled' | 'too-many-failures';

export interface AwaitReport extends Progress {
  readonly ending: Ending;
  /** Batches that were part of the wait. */
  readonly batchIds: readonly string[];
  /**
   * Batches that were given up on after the grace period with no job, or fewer than were submitted. A batch that is still
   * pending at the timeout is not one of them.
   */
  readonly incompleteBatches: readonly IncompleteBatch[];
}

const FINISHED_STATES: ReadonlySet<TrackedJob['state']> = new Set(['succeeded', 'failed']);

/**
 * Waits for jobs and batches and reports the result of each. Failed jobs, jobs that disappear and a timeout are in
 * the report and not thrown; only an error that a retry cannot solve is thrown.
 */
export async function awaitJobs(options: AwaitOptions): Promise<AwaitReport> {
  const { signal, onProgress, pace = DEFAULT_PACE, clock = systemClock } = options;
  const tracker = new Tracker({
    sessions: options.sessions ?? [],
    batches: options.batches ?? [],
    ignored: options.ignored ?? new Set(),
    expectedCount: options.expectedCount,
    follow: options.follow,
  });
  const gracePeriods = new GracePeriods();
  const started = clock.now();
  const progress = (): Progress => {
    const jobs = tracker.jobs();
    return { jobs, counts: countStates(jobs), elapsedMs: clock.now() - started };
  };
  let idleRounds = 0;
  const milestone = createMilestone(options);
  // Jobs that were launched just now show no progress yet.
  let lastCompleteRoundAtMs = milestone.isReached ? Number.NEGATIVE_INFINITY : 0;
  let expectedEndMs: number | undefined;
  for (;;) {
    const roundStart = clock.now();
    // A probe reads only the newest job. It cannot count failures, so with `maxFailures` every round is complete.
    const canProbe =
      options.maxFailures === undefined && canBeProbe(roundStart - started, lastCompleteRoundAtMs, options);
    const round = await readRound(tracker, options, canProbe, milestone);
    if (round && !round.isProbe) gracePeriods.apply(tracker, round.missing, clock.now());
    idleRounds = round?.hasChanged ? 0 : idleRounds + 1;
    const current = progress();
    onProgress?.(current);
    const ending = getEnding(tracker, current, options);
    if (ending) {
      const incompleteBatches = tracker.incompleteBatches();
      return { ...current, ending, batchIds: tracker.batchIds(), incompleteBatches };
    }
    // Without jobs that only launched others: they say nothing about the time that a job takes.
    const finished = current.jobs.filter(
      ({ state, launchCount }) => FINISHED_STATES.has(state) && launchCount === 0,
    ).length;
    const { elapsedMs } = current;
    const roundMs = clock.now() - roundStart;
    const open = tracker.openCount();
    if (round && !round.isProbe) {
      lastCompleteRoundAtMs = elapsedMs;
      expectedEndMs = finished > 0 ? (elapsedMs * (finished + open)) / finished : undefined;
    }
    const isProbe = round?.isProbe ?? false;
    const canProbeNext =
      options.maxFailures === undefined && needsList(tracker) && tracker.newestIfOpen() !== undefined;
    const result = { idleRounds, open, finished, elapsedMs, isProbe, expectedEndMs };
    const delay = Math.max(
      // A probe is small, however long this round took.
      getNextDelay(canProbeNext ? result : { ...result, roundMs }, pace),
      milestone.getMinDelay(open),
    );
    await clock.sleep(Math.min(addJitter(delay), Math.max(0, options.timeoutMs - elapsedMs)), signal);
  }
}

/**
 * A complete round is due once the wait is 1.5 times as long as at the last complete round, plus five seconds. In between, single
 * jobs are read, which do not show the progress.
 */
const COMPLETE_ROUND_FACTOR = 1.5;
const MIN_COMPLETE_ROUND_GAP_MS = 5000;

function canBeProbe(elapsedMs: number, lastCompleteRoundAtMs: number, { timeoutMs }: AwaitOptions): boolean {
  return (
    elapsedMs < timeoutMs &&
    elapsedMs < lastCompleteRoundAtMs * COMPLETE_ROUND_FACTOR + MIN_COMPLETE_ROUND_GAP_MS
  );
}

function createMilestone({ sessions = [], expectedCount, follow, maxFailures }: AwaitOptions): Milestone {
  const isUsed = expectedCount !== undefined && follow && maxFailures === undefined;
  return new Milestone(isUsed && sessions.length >= MIN_SESSIONS_FOR_LIST ? sessions : []);
}

/** Reads a round. @returns undefined if it could not be read completely, or was cancelled. */
async function readRound(
  tracker: Tracker,
  { jobs, signal, isTransient, onTransientError }: AwaitOptions,
  canProbe: boolean,
  milestone: Milestone,
): Promise<Round | undefined> {
  try {
    return await pollRound(tracker, jobs, signal, canProbe, milestone);
  } catch (error) {
    // The requests of a cancelled wait fail, too.
    if (signal?.aborted) return undefined;
    if (!isTransient(error)) throw error;
    onTransientError?.(error);
    return undefined;
  }
}

function getEnding(
  tracker: Tracker,
  { counts, elapsedMs }: Progress,
  options: AwaitOptions,
): Ending | undefined {
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
