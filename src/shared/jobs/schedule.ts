/** Bounds of the time between two rounds of polling, in milliseconds. */
export interface Pace {
  readonly quickest: number;
  /** While nothing indicates when something will happen. */
  readonly slowest: number;
  /** While jobs end at a steady rate and many are left. */
  readonly longest: number;
}

/** A worker polls for work every five seconds and takes a minute to start: shorter or longer delays do not help. */
export const DEFAULT_PACE: Pace = { quickest: 250, slowest: 10_000, longest: 30_000 };

const BACKOFF_FACTOR = 1.6;

export interface RoundResult {
  /** Number of consecutive rounds without a change. */
  readonly idleRounds: number;
  /** Jobs that are still open. */
  readonly open: number;
  /** Jobs that have ended, less those that only launched others. */
  readonly ended: number;
  /** Milliseconds since the wait began. */
  readonly elapsedMs: number;
}

/**
 * Milliseconds until the next round, before jitter. Short at first and after each change, with a backoff while
 * nothing changes. If jobs finish at a steady rate, half of the estimated remaining time, and never more than the
 * time elapsed: the end is found after a few rounds, whatever the number of jobs and however misleading the first
 * ones were.
 */
export function getNextDelay({ idleRounds, open, ended, elapsedMs }: RoundResult, pace: Pace): number {
  const backoff = Math.min(pace.slowest, pace.quickest * BACKOFF_FACTOR ** idleRounds);
  const halfway = ended > 0 && idleRounds === 0 ? elapsedMs * Math.min(1, open / ended / 2) : 0;
  return Math.max(backoff, Math.min(pace.longest, halfway));
}

/** `delay` shifted by up to a fifth either way, so that a matrix of jobs does not poll in step. */
export function addJitter(delay: number, random: () => number = Math.random): number {
  return delay * (0.8 + 0.4 * random());
}
