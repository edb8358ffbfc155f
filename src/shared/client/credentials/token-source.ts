import { AbortedError, TimedOutError } from '../errors.ts';
import type { Secrets } from '../http/secrets.ts';
import { TimeLimitError } from '../http/time-limit.ts';
import { untilAborted } from '../http/until-aborted.ts';
import type { Credentials, Grant, Realm, TokenResponse } from './credentials.ts';
import { parseToken, type Token, type TokenSource } from './token.ts';
import { TOKEN_NOT_NEEDED } from './token-request.ts';

/** A token is replaced this long before it expires; a short-lived one in the last quarter of its life. */
const MARGIN_MS = 30_000;

/**
 * Tokens for all calls of a client. At most one is requested at a time, for all waiting calls.
 * @param issuer URL of the realm.
 * @param closed aborted when the client is closed.
 */
export function createTokenSource(
  credentials: Credentials | undefined,
  realm: Realm,
  issuer: string,
  secrets: Secrets,
  closed: AbortSignal,
): TokenSource {
  if (!credentials) return { getToken: async () => undefined, renewToken: async () => undefined };
  if (credentials.kind === 'fixed') {
    secrets.add(credentials.token);
    const token = parseToken(credentials.token, issuer);
    return { getToken: async () => token, renewToken: async () => undefined };
  }
  return createRenewingTokenSource(credentials, realm, secrets, closed);
}

function createRenewingTokenSource(
  grant: Grant,
  realm: Realm,
  secrets: Secrets,
  closed: AbortSignal,
): TokenSource {
  let current: { token: Token; goodUntil: number } | undefined;
  const obtain = shareRun(async (signal) => {
    const response = await grant.obtain(realm, signal);
    secrets.add(response.access_token);
    const token = parseToken(response.access_token);
    current = { token, goodUntil: performance.now() + getUsefulLifetime(token, response) };
    return token;
  }, closed);
  return {
    isInteractive: grant.isInteractive,
    async getToken(signal) {
      return current && performance.now() < current.goodUntil ? current.token : obtain(signal);
    },
    async renewToken(rejected, signal) {
      // Another call may have renewed the token while this one waited for its 401.
      return current && current.token.value !== rejected.value ? current.token : obtain(signal);
    },
  };
}

/**
 * Milliseconds for which to use a token. Counted from its arrival with `exp - iat`, so that it does not depend on any
 * clock.
 */
function getUsefulLifetime({ claims }: Token, { expires_in }: TokenResponse): number {
  const seconds =
    claims?.exp !== undefined && claims.iat !== undefined ? claims.exp - claims.iat : (expires_in ?? 60);
  const life = seconds * 1000;
  return life - Math.min(MARGIN_MS, life / 4);
}

/**
 * Runs `work` once for all waiting calls. A call that ends stops waiting, and the others still get the result. When
 * no call is waiting any longer, or the client is closed, the work is aborted.
 */
function shareRun<T>(
  work: (signal: AbortSignal) => Promise<T>,
  closed: AbortSignal,
): (signal: AbortSignal) => Promise<T> {
  let running: { result: Promise<T>; waiting: number; end: AbortController } | undefined;
  const start = () => {
    const end = new AbortController();
    return { result: work(end.signal), waiting: 0, end };
  };
  return async (signal) => {
    running ??= start();
    const run = running;
    run.waiting += 1;
    try {
      return await waitWithin(run.result, signal, closed);
    } finally {
      run.waiting -= 1;
      if (run.waiting === 0) {
        // No call is waiting any longer: abort the work; the next call starts again.
        run.end.abort(TOKEN_NOT_NEEDED);
        if (running === run) running = undefined;
      }
    }
  };
}

async function waitWithin<T>(result: Promise<T>, signal: AbortSignal, closed: AbortSignal): Promise<T> {
  try {
    return await untilAborted(result, signal, closed);
  } catch (error) {
    if (signal.aborted) throw createTokenWaitError(signal.reason);
    throw closed.aborted ? new AbortedError('the client was closed', { cause: error }) : error;
  }
}

function createTokenWaitError(cause: unknown): AbortedError | TimedOutError {
  return cause instanceof TimeLimitError
    ? new TimedOutError(`the realm returned no token within ${cause.ms} ms`, { cause })
    : new AbortedError('aborted while waiting for a token', { cause });
}
