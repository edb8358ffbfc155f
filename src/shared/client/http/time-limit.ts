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

/** The limit is reached `ms` after its start. Disposing it ends the limit. */
interface TimeLimit extends Disposable {
  /** Aborted by the limit, with a TimeLimitError as its reason. */
  readonly signal: AbortSignal;
  /** Starts the limit, if it was not started before. */
  start(): void;
}

/** @param ms as {@link parseTimeLimit} returns it. */
export function createTimeLimit(ms: number, scope: TimeLimitScope): TimeLimit {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    start() {
      timer ??= setTimeout(() => controller.abort(new TimeLimitError(ms, scope)), ms).unref();
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** Creates a time limit that has started. */
export function startTimeLimit(ms: number, scope: TimeLimitScope): TimeLimit {
  const limit = createTimeLimit(ms, scope);
  limit.start();
  return limit;
}
