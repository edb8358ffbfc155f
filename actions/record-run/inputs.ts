import * as field from '../../src/shared/action/inputs/fields.ts';
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
    run: field.optional(field.text),
    'run-file': field.optional(field.lines),
    plan: field.withDefault(field.flag, 'false'),
    // The command may need a token, and is not recorded.
    command: field.optional({ ...field.text, mayContainSecrets: true }),
    shell: field.withDefault(field.choice(['bash', 'sh']), 'bash'),
    'record-failures': field.withDefault(field.flag, 'false'),
    ...waitFields({ wait: 'true', timeout: '30m' }),
    ...creationFields,
    ...storeFields,
  },
  field.requireAtLeastOne('run', 'run', 'run-file'),
  field.requireWith('record-failures', 'command'),
);

export const outputs = ['dataset-id', 'dataset-ids', ...registrationOutputs, 'plan', 'exit-code'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
