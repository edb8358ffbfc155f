import type { CallOptions, ProvenaError } from '../../client/index.ts';
import { systemClock } from '../../jobs/clock.ts';
import { createOutcomeUnknownError, type OutcomeUnknownOptions } from '../lifecycle/outcome-unknown.ts';

/**
 * A gateway ends a request after 30 s. Until then, a request whose response was lost can still have an effect. If the
 * search ended earlier and the request was repeated, the effect could occur twice.
 */
const MAX_EFFECT_DELAY_MS = 30_000;
const POLL_INTERVAL_MS = 2000;

/** Responses of a gateway that stopped waiting for a server which may still be processing the request. */
const GATEWAY_STATUSES = new Set([502, 504]);

/**
 * Searches for the effect of a request whose outcome is unknown, until it appears or can no longer appear. Searches
 * only once if the server itself responded.
 */
export async function pollForEffect<T>(
  { status }: Pick<ProvenaError, 'status'>,
  search: () => Promise<T | undefined>,
  { signal }: Pick<CallOptions, 'signal'>,
): Promise<T | undefined> {
  const deadline = performance.now() + (isFinal(status) ? 0 : MAX_EFFECT_DELAY_MS);
  for (;;) {
    const found = await search();
    if (found !== undefined || performance.now() >= deadline || signal?.aborted) return found;
    await systemClock.sleep(POLL_INTERVAL_MS, signal);
  }
}

/** True when the server itself responded: the request has no later effect. */
function isFinal(status: number | undefined): boolean {
  return status !== undefined && !GATEWAY_STATUSES.has(status);
}

/**
 * Searches as {@link pollForEffect} does for the effect of a request that is not sent again.
 * @throws the error of the request if it had no effect; StepFailedError if that is unknown.
 */
export async function findEffect<T>(
  error: ProvenaError,
  search: () => Promise<T | undefined>,
  { call, ...options }: Omit<OutcomeUnknownOptions, 'cause'> & { readonly call: CallOptions },
): Promise<T> {
  let cause: unknown = error;
  const found = await pollForEffect(error, search, call).catch((searchError: unknown) => {
    cause = searchError;
    return undefined;
  });
  if (found !== undefined) return found;
  if (cause === error && isFinal(error.status)) throw error;
  throw createOutcomeUnknownError(error, { ...options, cause });
}
