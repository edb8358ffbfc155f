import type { ResponseHead } from './response.ts';

/** `Date` has whole seconds and is set before the response is sent, so that smaller differences mean nothing. */
const MIN_OFFSET_MS = 60_000;

/** The clock of the servers, by the `Date` of their last response. */
export class ServerClock {
  #offsetMs = 0;

  observe({ headers }: ResponseHead): void {
    const now = Date.now();
    this.#offsetMs = getServerTime(headers, now + this.#offsetMs) - now;
  }

  /** Seconds that the servers are ahead of this machine; 0 before the first response. */
  getOffset(): number {
    return Math.abs(this.#offsetMs) < MIN_OFFSET_MS ? 0 : this.#offsetMs / 1000;
  }
}

/** The time of a response by its `Date`, in milliseconds since 1970; without one, `fallback`. */
export function getServerTime({ date = '' }: ResponseHead['headers'], fallback: number = Date.now()): number {
  const time = Date.parse(date);
  return Number.isNaN(time) ? fallback : time;
}
