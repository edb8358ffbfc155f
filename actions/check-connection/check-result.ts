import { describeFailure } from '../../src/shared/action/lifecycle/failure.ts';

/** One thing that was looked at. */
export interface CheckResult {
  readonly name: string;
  /** `missing` fails the step; `absent` is only told. */
  readonly status: 'there' | 'absent' | 'missing';
  readonly message: string;
  /** What to do where it is missing. */
  readonly advice?: string;
  /** Milliseconds that the answer took. */
  readonly ms?: number;
}

/** What went wrong with a thing that has to be there. */
export function createFailedCheck(what: string, error: unknown): CheckResult {
  const { message, advice } = describeFailure(error);
  return { name: what, status: 'missing', message: message.replaceAll('\n', ' '), advice };
}

/** How each state looks. */
export const STATUS_SYMBOLS = { there: '✔', absent: '–', missing: '✖' };

/** A finding as a line of the log. */
export function formatCheck({ name: what, status: state, message: told, advice, ms }: CheckResult): string {
  const took = ms === undefined ? '' : ` (${ms} ms)`;
  const remedy = state === 'missing' && advice !== undefined ? `\n    ${advice}` : '';
  return `${STATUS_SYMBOLS[state]} ${what}: ${told}${took}${remedy}`;
}
