import {
  choice,
  flag,
  lines,
  optional,
  requireAtLeastOne,
  requireWith,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  registrationOutputs,
  storeFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    run: optional(text),
    'run-file': optional(lines),
    plan: withDefault(flag, 'false'),
    command: optional(text),
    shell: withDefault(choice(['bash', 'sh']), 'bash'),
    'record-failures': withDefault(flag, 'false'),
    ...waitFields({ wait: 'true', timeout: '30m' }),
    ...creationFields,
    ...storeFields,
  },
  requireAtLeastOne('run', 'run', 'run-file'),
  requireWith('record-failures', 'command'),
);

export const outputs = ['dataset-id', 'dataset-ids', ...registrationOutputs, 'plan', 'exit-code'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
