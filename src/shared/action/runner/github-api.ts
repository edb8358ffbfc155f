import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between attempts in milliseconds: GitHub's short failures are over by then. */
const RETRY_DELAYS_MS = [500, 2000];
/** A longer `retry-after` is not worth the time of a job. */
const MAX_RETRY_AFTER_MS = 30_000;

/** What Octokit's errors have, if they come from a response. */
interface ApiFailure {
  readonly status: number | undefined;
  readonly isRateLimit: boolean;
  readonly retryAfterMs: number | undefined;
}

/** Sends a request to GitHub's API again after a 429, a rate limit, a 5xx or a network failure. */
export async function retryApi<T>(request: () => Promise<T>): Promise<T> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await request();
    } catch (error) {
      const { status, isRateLimit, retryAfterMs = delay } = parseFailure(error);
      const isTransient = isRateLimit || status === undefined || status >= 500;
      if (!isTransient || retryAfterMs > MAX_RETRY_AFTER_MS) throw error;
      await sleep(retryAfterMs);
    }
  }
  return request();
}

/** Why GitHub's API failed, and what to do. */
export function describeApiFailure(error: unknown, pullRequest: number): string {
  const { status, isRateLimit } = parseFailure(error);
  if (isRateLimit) return `GitHub's rate limit is reached (${status}). Run the job again later.`;
  if (status === 401) return 'GitHub rejected input github-token (401). Check that it has not expired.';
  if (status === 403 || status === 404)
    return `the token may not write to pull request ${pullRequest} (${status}). Set \`permissions: { pull-requests: write }\` for the job. Runs of forks get a read-only token.`;
  const message = error instanceof Error ? error.message : String(error);
  return status === undefined
    ? `GitHub's API cannot be reached: ${message}.`
    : `GitHub's API answered ${status}: ${message}.`;
}

function parseFailure(error: unknown): ApiFailure {
  const status = getProperty(error, 'status');
  const headers = getProperty(getProperty(error, 'response'), 'headers');
  const seconds = Number(getProperty(headers, 'retry-after') ?? Number.NaN);
  const message = error instanceof Error ? error.message : '';
  const isLimited =
    status === 429 ||
    (status === 403 &&
      (/rate limit/i.test(message) || getProperty(headers, 'x-ratelimit-remaining') === '0'));
  return {
    // Octokit reports network failures as status 500 without a response.
    status: typeof status === 'number' && getProperty(error, 'response') !== undefined ? status : undefined,
    isRateLimit: isLimited,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  };
}

function getProperty(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name] // checked by `in`
    : undefined;
}
