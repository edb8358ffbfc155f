import type { Round } from './round.ts';
import { DEFAULT_PACE, getNextDelay, type RoundResult } from './schedule.ts';

/**
 * A complete round is due once the wait is 1.5 times as long as at the last complete round, plus five seconds. Rounds
 * in between read single jobs, which do not show the progress.
 */
const COMPLETE_ROUND_FACTOR = 1.5;
const MIN_COMPLETE_ROUND_GAP_MS = 5000;

/** The state of a wait after a round. */
export interface RoundState extends Pick<RoundResult, 'open' | 'finished' | 'elapsedMs'> {
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
    return getNextDelay(canProbe ? result : { ...result, roundMs }, DEFAULT_PACE);
  }
}
