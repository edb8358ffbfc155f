import { createArgumentError } from '../argument-error.ts';

/** The longest delay of a timer of Node.js: a longer one would end at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Returns a time limit as a timer accepts it: whole milliseconds, at most 24 days. `Infinity` is the longest.
 * @throws InvalidError for a negative number and for what is not a number.
 */
export function parseTimeLimit(ms: number, name = 'timeoutMs'): number {
  if (ms >= 0) return Math.min(Math.ceil(ms), MAX_TIMER_MS);
  throw createArgumentError(name, `expected milliseconds of at least 0, found ${ms}`, 'invalid_value');
}

/** What a time limit ends: a call, or one attempt of it, which another one may follow. */
type TimeLimitScope = 'call' | 'attempt';

/** The reason of a signal that a time limit has aborted. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
  readonly ms: number;
  readonly scope: TimeLimitScope;

  constructor(ms: number, scope: TimeLimitScope) {
    super(`the time limit of ${ms} ms was reached`);
    this.ms = ms;
    this.scope = scope;
  }
}

/**
 * Starts a time limit.
 * @param ms as {@link parseTimeLimit} returns it.
 * @returns the signal that it aborts, with a TimeLimitError as its reason. Disposing it ends the limit.
 */
export function startTimeLimit(
  ms: number,
  scope: TimeLimitScope,
): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new TimeLimitError(ms, scope)), ms).unref();
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}
