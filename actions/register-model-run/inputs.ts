import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  registrationOutputs,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    'model-run': field.optional(field.text),
    'model-run-file': field.optional(field.lines),
    'validate-only': field.withDefault(field.flag, 'false'),
    'on-invalid': field.withDefault(field.choice(['fail', 'skip']), 'fail'),
    ...waitFields({ wait: 'false', timeout: '30m' }),
    ...creationFields,
  },
  field.requireAtLeastOne('model run', 'model-run', 'model-run-file'),
);

export const outputs = ['session-id', ...registrationOutputs] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
