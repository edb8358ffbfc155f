import {
  choice,
  flag,
  lines,
  optional,
  requireAtLeastOne,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  registrationOutputs,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    'model-run': optional(text),
    'model-run-file': optional(lines),
    'validate-only': withDefault(flag, 'false'),
    'on-invalid': withDefault(choice(['fail', 'skip']), 'fail'),
    ...waitFields({ wait: 'false', timeout: '30m' }),
    ...creationFields,
  },
  requireAtLeastOne('model run', 'model-run', 'model-run-file'),
);

export const outputs = ['session-id', ...registrationOutputs] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
