import { AbortedError, TimedOutError } from '../http/errors.ts';
import type { Limits } from '../http/network.ts';
import type { Secrets } from '../http/secrets.ts';
import type { Credentials, Grant, TokenAnswer } from './credentials.ts';
import { type Token, type Tokens, tokenOf } from './token.ts';

export interface Realm {
  /** The realm's URL, which is also what its tokens name as their issuer. */
  readonly url: string;
  /** Exchanges a grant for an access token, with retries of its own. */
  exchange(grant: Grant): Promise<TokenAnswer>;
}

/** A token is replaced this long before it expires; one that lives shortly, in the last quarter of its life. */
const MARGIN_MS = 30_000;

/** Tokens for all calls of a client: at most one is being fetched at a time, whoever waits for it. */
export function createTokens(credentials: Credentials | undefined, realm: Realm, secrets: Secrets): Tokens {
  if (!credentials) return { current: async () => undefined, renewed: async () => undefined };
  if (credentials.kind === 'fixed') {
    secrets.add(credentials.token);
    const token = tokenOf(credentials.token, realm.url);
    return { current: async () => token, renewed: async () => undefined };
  }
  return renewingTokens(credentials, realm, secrets);
}

function renewingTokens(grant: Grant, realm: Realm, secrets: Secrets): Tokens {
  let held: { token: Token; goodUntil: number } | undefined;
  let fetching: Promise<Token> | undefined;

  const fetchToken = async () => {
    const answer = await realm.exchange(grant);
    secrets.add(answer.access_token);
    const token = tokenOf(answer.access_token, realm.url);
    held = { token, goodUntil: performance.now() + usefulLife(token, answer) };
    return token;
  };
  const fetchOnce = () => {
    fetching ??= fetchToken().finally(() => {
      fetching = undefined;
    });
    return fetching;
  };

  return {
    async current(limits) {
      if (held && performance.now() < held.goodUntil) return held.token;
      return within(limits, fetchOnce());
    },
    async renewed(stale, limits) {
      // Another call may have brought a new token while this one waited for its 401.
      if (held && held.token.value !== stale.value) return held.token;
      return within(limits, fetchOnce());
    },
  };
}

/** Milliseconds for which to use a token. Counted from its arrival by `exp - iat`, so that no clock needs to be right. */
function usefulLife({ claims }: Token, { expires_in }: TokenAnswer): number {
  const seconds =
    claims?.exp !== undefined && claims.iat !== undefined ? claims.exp - claims.iat : (expires_in ?? 60);
  const life = seconds * 1000;
  return life - Math.min(MARGIN_MS, life / 4);
}

/** A token that is being fetched for several calls: a call that ends stops waiting, and the others still get it. */
async function within(limits: Limits, token: Promise<Token>): Promise<Token> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const stop = () => reject(endedBy(limits));
  if (limits.attempt.aborted) stop();
  limits.attempt.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([token, ended]);
  } finally {
    limits.attempt.removeEventListener('abort', stop);
  }
}

function endedBy({ caller, attempt }: Limits) {
  const facts = { cause: attempt.reason };
  return caller?.aborted
    ? new AbortedError('aborted by the caller while waiting for a token', facts)
    : new TimedOutError('no token in time from the realm', facts);
}
