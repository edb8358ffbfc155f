import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { awaitOutputs, connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

/** All ids are empty when the step that outputs them was skipped. */
export const NO_JOBS_MESSAGE =
  'nothing to wait for: set input session-id, session-file or batch-id, or of-this-run: true. If it is an expression, check that the step that it names was not skipped';

export const inputs = connectedInputSchema(
  {
    'session-id': field.optional(field.list),
    'session-file': field.optional(field.path),
    'batch-id': field.optional(field.list),
    'of-this-run': field.withDefault(field.flag, 'false'),
    timeout: field.withDefault(field.duration, '30m'),
    follow: field.withDefault(field.flag, 'true'),
    'fail-on': field.withDefault(field.choice(['any', 'all', 'never']), 'any'),
    'max-failures': field.optional(field.integer({ min: 0 })),
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
