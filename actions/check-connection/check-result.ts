import { describeFailure } from '../../src/shared/action/lifecycle/failure.ts';

/** Result of one check. */
export interface CheckResult {
  readonly name: string;
  /** `missing` fails the step; `absent` is only reported. */
  readonly status: 'there' | 'absent' | 'missing';
  readonly message: string;
  /** What to do when it is missing. */
  readonly advice?: string;
  /** Response time in milliseconds. */
  readonly ms?: number;
}

/** Creates the result of a failed required check. */
export function createFailedCheck(what: string, error: unknown): CheckResult {
  const { message, advice } = describeFailure(error);
  return { name: what, status: 'missing', message: message.replaceAll('\n', ' '), advice };
}

/** Symbol of each status. */
export const STATUS_SYMBOLS = { there: '✔', absent: '–', missing: '✖' };

/** Formats a result for the log. */
export function formatCheck({ name: what, status: state, message: told, advice, ms }: CheckResult): string {
  const took = ms === undefined ? '' : ` (${ms} ms)`;
  const remedy = state === 'missing' && advice !== undefined ? `\n    ${advice}` : '';
  return `${STATUS_SYMBOLS[state]} ${what}: ${told}${took}${remedy}`;
}
