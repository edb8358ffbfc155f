import type { Round } from './round.ts';

/** Bounds of the time between two rounds of polling, in milliseconds. */
export interface Pace {
  readonly quickest: number;
  /** However long the wait already is. */
  readonly slowest: number;
}

/** Five minutes: the cap is effective from 20 minutes of waiting on. */
const DEFAULT_PACE: Pace = { quickest: 250, slowest: 300_000 };

const BACKOFF_FACTOR = 1.6;
/** Bounds of a delay as a share of the time waited so far. */
const MIN_DELAY_SHARE = 1 / 12;
const MAX_DELAY_SHARE = 1 / 4;
/** A probe is one small request, so it may be repeated sooner. */
const MAX_PROBE_DELAY_SHARE = 1 / 6;
/** Reading takes at most half of the time of a wait. */
const MIN_DELAY_TO_READ_RATIO = 1;

interface RoundResult {
  /** Number of consecutive rounds without a change. */
  readonly idleRounds: number;
  /** Jobs that are still open. */
  readonly open: number;
  /** Jobs that are finished, less those that only launched others. */
  readonly finished: number;
  /** Milliseconds since the wait began. */
  readonly elapsedMs: number;
  /** Milliseconds that reading this round took. */
  readonly roundMs?: number;
  /** True if the round has read one job only, so that `open` and `finished` are those of an earlier round. */
  readonly isProbe?: boolean;
  /** Estimated time of the end, in milliseconds since the wait began, of an earlier round. Only for probes. */
  readonly expectedEndMs?: number | undefined;
}

/**
 * Milliseconds until the next round, before jitter. The delay is a part of the time waited so far, so that the number of
 * rounds grows with the logarithm of the waiting time:
 *
 * - While nothing changes, it grows from `quickest` up to a quarter of the time waited. The end of a job is seen at most this
 *   much later, on average half as much: a job of a second within 0.3 s, one of two minutes within 30 s.
 * - After a change, it is at least a twelfth of the time waited: single changes shortly after each other are seen together.
 * - If jobs finish at a steady rate, it is half of the estimated remaining time, and at most the time waited: the end is found
 *   after a few rounds, whatever the number of jobs and however misleading the first ones were.
 * - After a probe, it is half of the remaining time of the last estimate and at most a quarter of the time waited, or a sixth
 *   without an estimate.
 * - It is at least the time of the round, because large rounds make the server slow.
 *
 * The price is the time between the end of a job and the round that sees it. More rounds would see it earlier: with a tenth
 * instead of a quarter, a wait would have more than twice as many requests.
 */
export function getNextDelay(round: RoundResult, { quickest, slowest }: Pace = DEFAULT_PACE): number {
  const { idleRounds, elapsedMs, roundMs = 0, isProbe = false } = round;
  const maxShare = isProbe ? MAX_PROBE_DELAY_SHARE : MAX_DELAY_SHARE;
  const backoff = Math.min(quickest * BACKOFF_FACTOR ** idleRounds, elapsedMs * maxShare);
  const least = Math.max(quickest, elapsedMs * MIN_DELAY_SHARE, roundMs * MIN_DELAY_TO_READ_RATIO);
  return Math.min(slowest, Math.max(least, backoff, getHalfway(round)));
}

/** Half of the estimated remaining time, within bounds; 0 or less without an estimate. */
function getHalfway({ idleRounds, open, finished, elapsedMs, isProbe, expectedEndMs }: RoundResult): number {
  if (isProbe) {
    // The estimate may be of a round in which little was finished.
    const remainingMs = (expectedEndMs ?? elapsedMs) - elapsedMs;
    return Math.min(elapsedMs * MAX_DELAY_SHARE, remainingMs / 2);
  }
  return finished > 0 && idleRounds === 0 ? elapsedMs * Math.min(1, open / finished / 2) : 0;
}

/** `delay` shifted by up to a fifth either way, so that a matrix of jobs does not poll in step. */
export function addJitter(delay: number, random: () => number = Math.random): number {
  return delay * (0.8 + 0.4 * random());
}

/**
 * A complete round is due once the wait is 1.5 times as long as at the last complete round, plus five seconds. Rounds
 * in between read single jobs, which do not show the progress.
 */
const COMPLETE_ROUND_FACTOR = 1.5;
const MIN_COMPLETE_ROUND_GAP_MS = 5000;

/** The state of a wait after a round. */
interface RoundState extends Pick<RoundResult, 'open' | 'finished' | 'elapsedMs'> {
  /** Milliseconds that the round took. */
  readonly roundMs: number;
  /** Whether the next round can be a probe. */
  readonly canProbe: boolean;
}

/** Decides when the rounds of a wait are due, and whether the next one is a probe. */
export class RoundSchedule {
  #idleRounds = 0;
  #lastCompleteRoundAtMs: number;
  #expectedEndMs: number | undefined;

  constructor({ probesFirst }: { readonly probesFirst: boolean }) {
    this.#lastCompleteRoundAtMs = probesFirst ? 0 : Number.NEGATIVE_INFINITY;
  }

  /** @param elapsedMs milliseconds since the wait began. */
  isProbeDue(elapsedMs: number): boolean {
    return elapsedMs < this.#lastCompleteRoundAtMs * COMPLETE_ROUND_FACTOR + MIN_COMPLETE_ROUND_GAP_MS;
  }

  /**
   * Milliseconds until the next round, before jitter.
   * @param round undefined if it could not be read completely.
   */
  getDelayAfter(round: Round | undefined, { roundMs, canProbe, ...state }: RoundState): number {
    const { open, finished, elapsedMs } = state;
    const isProbe = round?.isProbe ?? false;
    this.#idleRounds = round?.hasChanged ? 0 : this.#idleRounds + 1;
    if (round && !isProbe) {
      this.#lastCompleteRoundAtMs = elapsedMs;
      this.#expectedEndMs = finished > 0 ? (elapsedMs * (finished + open)) / finished : undefined;
    }
    const result = { ...state, isProbe, idleRounds: this.#idleRounds, expectedEndMs: this.#expectedEndMs };
    // A probe is small, however long this round took.
    return getNextDelay(canProbe ? result : { ...result, roundMs });
  }
}
