import { describeFailure } from '../../src/shared/action/running/failure.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** `missing` fails the step; `absent` is only told. */
  readonly state: 'there' | 'absent' | 'missing';
  readonly told: string;
  /** What to do where it is missing. */
  readonly advice?: string;
  /** Milliseconds that the answer took. */
  readonly ms?: number;
}

/** What went wrong with a thing that has to be there. */
export function missing(what: string, error: unknown): Finding {
  const { message, advice } = describeFailure(error);
  return { what, state: 'missing', told: message.replaceAll('\n', ' '), advice };
}

/** How each state looks. */
export const MARKS = { there: '✔', absent: '–', missing: '✖' };

/** A finding as a line of the log. */
export function lineOf({ what, state, told, advice, ms }: Finding): string {
  const took = ms === undefined ? '' : ` (${ms} ms)`;
  const remedy = state === 'missing' && advice !== undefined ? `\n    ${advice}` : '';
  return `${MARKS[state]} ${what}: ${told}${took}${remedy}`;
}
