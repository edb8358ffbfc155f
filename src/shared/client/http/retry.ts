import { setTimeout as sleep } from 'node:timers/promises';
import { createArgumentError } from '../argument-error.ts';
import { ProvenaError } from '../errors.ts';
import type { Safety } from './route.ts';

export interface RetryPolicy {
  /** Maximum number of attempts. */
  readonly attempts: number;
  /** Upper bound of the first delay, in milliseconds. The bound doubles with each attempt. */
  readonly baseMs: number;
  /** Maximum delay, in milliseconds. If a server requests more (`Retry-After`), there is no further attempt. */
  readonly maxMs: number;
  /**
   * Budget of retries of a client: each retry takes one, each call that succeeds at the first attempt returns a
   * tenth, so that a client with many calls does not overload a server with problems.
   */
  readonly budget: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = { attempts: 4, baseMs: 500, maxMs: 20_000, budget: 20 };

/** Parts of a policy. Those that are undefined have their default. */
export type RetryOptions = { readonly [Name in keyof RetryPolicy]?: number | undefined };

/** @throws InvalidError for a part that is not a number of at least 0. */
export function createRetryPolicy(options: RetryOptions = {}): RetryPolicy {
  const get = (name: keyof RetryPolicy) => {
    const value = options[name] ?? DEFAULT_RETRY_POLICY[name];
    if (value >= 0) return value;
    throw createArgumentError(
      `retry.${name}`,
      `expected a number of at least 0, found ${value}`,
      'invalid_value',
    );
  };
  return { attempts: get('attempts'), baseMs: get('baseMs'), maxMs: get('maxMs'), budget: get('budget') };
}

/** A retry that is about to start. */
export interface Retry {
  readonly operation: string;
  /** Number of the next attempt, from 2. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly error: ProvenaError;
  readonly delayMs: number;
}

export interface RetryRunner {
  /** Runs `attempt` until it succeeds or must not be retried. */
  run<T, Recovered>(call: RetriedCall<T, Recovered>): Promise<T | Recovered>;
}

export interface RetriedCall<T, Recovered> {
  readonly operation: string;
  readonly safety: Safety;
  /** @param number of the attempt, from 1 */
  attempt(number: number): Promise<T>;
  /** For creations: searches for the result of an earlier attempt. */
  readonly recover?: ((error: ProvenaError) => Promise<Recovered | undefined>) | undefined;
  /** Aborts a delay, and prevents further attempts. */
  readonly signal: AbortSignal;
  /** When it is aborted, `recover` is not called. Default: `signal`. */
  readonly recoverSignal?: AbortSignal | undefined;
  /** Time by `performance.now()` at which the call ends. There is no retry after it. Default: none. */
  readonly endsAt?: number | undefined;
}

/** @param closed aborted when the client is closed: delays end, and nothing more is sent */
export function createRetryRunner(
  policy: RetryPolicy,
  report: (retry: Retry) => void,
  closed: AbortSignal = new AbortController().signal,
): RetryRunner {
  let budget = policy.budget;
  /**
   * Waits for the next attempt after a failed one.
   * @returns the result of the failed attempt, if it can be found.
   * @throws the error, if there must not be another attempt.
   */
  async function prepareRetry<Recovered>(
    error: unknown,
    tries: number,
    call: RetriedCall<unknown, Recovered>,
  ): Promise<Recovered | undefined> {
    const {
      operation,
      safety,
      recover,
      signal,
      recoverSignal = signal,
      endsAt = Number.POSITIVE_INFINITY,
    } = call;
    if (!(error instanceof ProvenaError) || recoverSignal.aborted || closed.aborted) throw error;
    // A failed request for a token has already been retried.
    const isOwn = error.request === undefined || error.request.operation === operation;
    const isAllowed = isOwn && budget >= 1 && !signal.aborted;
    const state = { tries, safety, policy, isRecoverable: recover !== undefined };
    const backoffMs = isAllowed ? getRetryDelay(error, state) : undefined;
    // The error of the server is more useful than a timeout during the delay.
    const delayMs = performance.now() + (backoffMs ?? 0) < endsAt ? backoffMs : undefined;
    if (delayMs !== undefined) {
      budget -= 1;
      report({ operation, attempt: tries + 1, maxAttempts: policy.attempts, error, delayMs });
      // If a signal is aborted during the delay, the next attempt fails at once with the cause of the abort.
      const ended = AbortSignal.any([signal, closed]);
      await sleep(delayMs, undefined, { signal: ended }).catch(() => undefined);
    }
    const canRecover = error.outcomeUnknown && !recoverSignal.aborted && !closed.aborted;
    const found = canRecover ? await recover?.(error) : undefined;
    if (found !== undefined) return found;
    // Another attempt would fail with the error of the abort, which states that nothing was sent.
    const isEnded = signal.aborted || closed.aborted;
    if (delayMs === undefined || (error.outcomeUnknown && isEnded)) throw error;
    return undefined;
  }
  return {
    async run(call) {
      let isOutcomeUnknown = false;
      for (let tries = 1; ; tries++) {
        try {
          const result = await call.attempt(tries);
          if (tries === 1) budget = Math.min(policy.budget, budget + 0.1);
          return result;
        } catch (error) {
          // An earlier attempt can still have an effect, even if this one was rejected or could not be sent.
          if (isOutcomeUnknown && error instanceof ProvenaError)
            Object.assign(error, { outcomeUnknown: true } satisfies Pick<ProvenaError, 'outcomeUnknown'>);
          isOutcomeUnknown = error instanceof ProvenaError && error.outcomeUnknown;
          const recovered = await prepareRetry(error, tries, call);
          if (recovered !== undefined) return recovered;
        }
      }
    },
  };
}

export interface RetryState {
  /** Number of attempts so far. */
  readonly tries: number;
  readonly safety: Safety;
  readonly policy: RetryPolicy;
  /** Whether the result of an earlier attempt can be found. */
  readonly isRecoverable: boolean;
}

/** Milliseconds to wait before attempt `tries + 1`, or `undefined` if there must be none. */
export function getRetryDelay(
  error: ProvenaError,
  { tries, safety, policy, isRecoverable }: RetryState,
  random: () => number = Math.random,
): number | undefined {
  if (!error.transient || tries >= policy.attempts) return undefined;
  const isRepeatable = safety === 'safe' || !error.outcomeUnknown || (safety === 'create' && isRecoverable);
  if (!isRepeatable) return undefined;
  const requestedMs = error.retryAfterMs ?? 0;
  return requestedMs > policy.maxMs ? undefined : Math.max(requestedMs, getBackoff(policy, tries, random));
}

/** Milliseconds of the delay after failed attempt `tries`: it doubles with each attempt, up to a maximum, with jitter. */
export function getBackoff(
  policy: Pick<RetryPolicy, 'baseMs' | 'maxMs'>,
  tries: number,
  random: () => number = Math.random,
): number {
  const bound = Math.min(policy.maxMs, policy.baseMs * 2 ** (tries - 1));
  return bound * (0.5 + random() / 2);
}
