/** Divides a time among rows: what one row leaves is for the next ones. */
export class TimeBudget {
  readonly #endsAt: number;
  #rowsLeft: number;

  constructor(seconds: number, rows: number) {
    this.#endsAt = performance.now() + seconds * 1000;
    this.#rowsLeft = rows;
  }

  /** Starts a row. Returns a function that reports whether its time is over. */
  startRow(): () => boolean {
    const now = performance.now();
    const rowEndsAt = now + Math.max(0, this.#endsAt - now) / Math.max(1, this.#rowsLeft);
    this.#rowsLeft -= 1;
    return () => performance.now() > rowEndsAt;
  }
}
