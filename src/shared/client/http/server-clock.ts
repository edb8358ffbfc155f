import type { HttpClient } from './http-client.ts';
import type { ResponseHead } from './response.ts';

/** `Date` has whole seconds and is set before the response is sent, so that smaller differences mean nothing. */
const MIN_OFFSET_MS = 60_000;

/**
 * A client that compares the clock of this machine with the `Date` of each response.
 * @returns the client, and a function that returns the seconds that the servers are ahead of this machine, by the last
 * response; 0 before the first.
 */
export function observeServerClock(httpClient: HttpClient): {
  httpClient: HttpClient;
  getClockOffset: () => number;
} {
  let offsetMs = 0;
  return {
    getClockOffset: () => (Math.abs(offsetMs) < MIN_OFFSET_MS ? 0 : offsetMs / 1000),
    httpClient: {
      ...httpClient,
      async send(request, signal) {
        const response = await httpClient.send(request, signal);
        const now = Date.now();
        offsetMs = getServerTime(response.headers, now + offsetMs) - now;
        return response;
      },
    },
  };
}

/** The time of a response by its `Date`, in milliseconds since 1970; without one, `fallback`. */
export function getServerTime({ date = '' }: ResponseHead['headers'], fallback: number = Date.now()): number {
  const time = Date.parse(date);
  return Number.isNaN(time) ? fallback : time;
}
