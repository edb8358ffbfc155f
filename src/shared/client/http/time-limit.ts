import { createArgumentError } from '../argument-error.ts';

/** The longest delay of a timer: a longer one would end at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Returns a time limit as a timer accepts it: whole milliseconds, at most 24 days. `Infinity` is the longest.
 * @throws InvalidError for a negative number and for what is not a number.
 */
export function parseTimeLimit(ms: number, name = 'timeoutMs'): number {
  if (ms >= 0) return Math.min(Math.ceil(ms), MAX_TIMER_MS);
  throw createArgumentError(name, `expected milliseconds of at least 0, found ${ms}`, 'invalid_value');
}
