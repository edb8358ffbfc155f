import { getErrorMessage } from '../../../client/error-message.ts';
import { UnavailableError } from '../../../client/errors.ts';
import { createRetryRunner } from '../../../client/http/retry.ts';
import { getField } from '../../../client/mapping.ts';

/** GitHub's short failures are over after these attempts; a longer `retry-after` is not worth the time of a job. */
const retries = createRetryRunner({ attempts: 3, baseMs: 1000, maxMs: 30_000, budget: 20 }, () => {});

/** A response of GitHub's API that another attempt does not change. */
export class UnusableResponseError extends Error {
  override readonly name = 'UnusableResponseError';
}

/**
 * Sends a request to GitHub's API again after a 429, a rate limit, a 5xx or a network failure.
 * @param signal ends the delay before another attempt.
 * @param recover for a creation: searches for its result before it is sent again, because only the response may be lost.
 */
export async function retryApi<T>(
  request: () => Promise<T>,
  signal: AbortSignal,
  recover?: () => Promise<T | undefined>,
): Promise<T> {
  const attempt = (): Promise<T> => request().catch((error: unknown) => Promise.reject(toRetryable(error)));
  const safety = recover ? 'create' : 'safe';
  return retries.run({ operation: 'github', safety, attempt, recover, signal }).catch((error: unknown) => {
    throw error instanceof UnavailableError && error.cause !== undefined ? error.cause : error;
  });
}

/** The error of the client for a failure after which another attempt may succeed; other errors stay. */
function toRetryable(cause: unknown): unknown {
  if (isUnusable(cause)) return cause;
  const { status, isRateLimit, retryAfterMs } = parseFailure(cause);
  if (!isRateLimit && status !== undefined && status < 500) return cause;
  const message = getErrorMessage(cause);
  return new UnavailableError(message, {
    cause,
    transient: true,
    outcomeUnknown: !isRateLimit,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Why GitHub's API failed, and what to do. */
export function describeApiFailure(error: unknown, pullRequest: number): string {
  const { status, isRateLimit } = parseFailure(error);
  const message = formatMessage(error);
  if (isRateLimit) return `GitHub's rate limit is reached (${status}). Re-run the job later.`;
  if (status === 401) return 'GitHub rejected input github-token (401). Check that it has not expired.';
  if (status === 403 && /is locked/.test(message))
    return `the conversation of pull request ${pullRequest} is locked (403).`;
  if (status === 403 || status === 404)
    return `the token may not write to pull request ${pullRequest} (${status}). Set \`permissions: { pull-requests: write }\` for the job. Pull requests from forks get a read-only token. GitHub's API responded with ${status}${message}.`;
  if (isUnusable(error)) {
    // A TypeError describes code of Octokit or of this action.
    const reason = error instanceof UnusableResponseError ? error.message : 'it is not a list of comments';
    return `GitHub's API sent a response that cannot be used: ${reason}.`;
  }
  return status === undefined
    ? `GitHub's API cannot be reached${message}.`
    : `GitHub's API responded with ${status}${message}.`;
}

const MAX_MESSAGE_LENGTH = 300;

/** The first line of a message after a colon; empty without one. A proxy may respond with an HTML page. */
function formatMessage(error: unknown): string {
  const line = getErrorMessage(error).trim().split('\n', 1)[0] ?? '';
  return line === '' || line.startsWith('<')
    ? ''
    : `: ${line.slice(0, MAX_MESSAGE_LENGTH).replace(/\.$/, '')}`;
}

/** Code that reads a response of another form throws a TypeError. Octokit's error for a network failure is not a TypeError. */
function isUnusable(error: unknown): error is UnusableResponseError | TypeError {
  return error instanceof UnusableResponseError || error instanceof TypeError;
}

/** Whether GitHub's API responded with 404. */
export function isNotFound(error: unknown): boolean {
  return parseFailure(error).status === 404;
}

/** What Octokit's errors have, if they come from a response. */
function parseFailure(error: unknown) {
  const status = getField(error, 'status');
  const headers = getField(getField(error, 'response'), 'headers');
  const seconds = Number(getField(headers, 'retry-after') ?? Number.NaN);
  const message = error instanceof Error ? error.message : '';
  const isRateLimit =
    status === 429 ||
    (status === 403 &&
      (/rate limit/i.test(message) ||
        Number.isFinite(seconds) ||
        getField(headers, 'x-ratelimit-remaining') === '0'));
  return {
    // Octokit reports network failures as status 500 without a response.
    status: typeof status === 'number' && getField(error, 'response') !== undefined ? status : undefined,
    isRateLimit,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  };
}
