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
import { type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectionFields,
  creationFields,
  registrationOutputs,
  reportFields,
  storeFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = inputSchema(
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
    ...reportFields,
    ...connectionFields,
  },
  requireAtLeastOne('run', 'run', 'run-file'),
  requireWith('record-failures', 'command'),
);

export const outputs = ['dataset-id', 'dataset-ids', ...registrationOutputs, 'plan', 'exit-code'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
