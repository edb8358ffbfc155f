import {
  choice,
  duration,
  flag,
  integer,
  list,
  optional,
  path,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { awaitOutputs, connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

/** All ids are empty when the step that outputs them was skipped. */
export const NO_JOBS_MESSAGE =
  'nothing to wait for: set input session-id, session-file or batch-id, or of-this-run: true. If it is an expression, check that the step that it names was not skipped';

export const inputs = connectedInputSchema(
  {
    'session-id': optional(list),
    'session-file': optional(path),
    'batch-id': optional(list),
    'of-this-run': withDefault(flag, 'false'),
    timeout: withDefault(duration, '30m'),
    follow: withDefault(flag, 'true'),
    'fail-on': withDefault(choice(['any', 'all', 'never']), 'any'),
    'max-failures': optional(integer({ min: 0 })),
  },
  {
    isMet: (values) =>
      [values['session-id'], values['batch-id'], values['session-file']].some(
        (ids) => ids && ids.length > 0,
      ) || values['of-this-run'],
    message: NO_JOBS_MESSAGE,
  },
);

export const outputs = ['result', ...awaitOutputs] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
