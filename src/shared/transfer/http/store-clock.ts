/** S3 rejects signatures that differ from its own time by more than 15 minutes; AWS SDKs correct differences of 5. */
const MIN_SKEW_MS = 5 * 60_000;

/** The time of the store, as its responses show it. The clock of a runner may be wrong. */
export class StoreClock {
  #offsetMs = 0;

  /** Milliseconds that the store's time is ahead of this machine's. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /**
   * Corrects the clock from the time in the response to a rejected request: its `Date`, or `ServerTime` in its body.
   * @returns the difference in milliseconds, positive if this machine is slow, or `undefined` if the clock was right.
   */
  correct(date: string | undefined): number | undefined {
    const time = Date.parse(date ?? '');
    if (!(Math.abs(time - this.now()) >= MIN_SKEW_MS)) return undefined;
    this.#offsetMs = time - Date.now();
    return this.#offsetMs;
  }
}
