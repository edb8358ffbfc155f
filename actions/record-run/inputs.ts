import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import type { InputsOf } from '../../src/shared/action/index.ts';
import {
  choice,
  flag,
  lines,
  optional,
  requireEither,
  requireWith,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import {
  connectionFields,
  registrationOutputs,
  reportFields,
  storeFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = z
  .strictObject({
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
  })
  .check(requireEither('run', 'run', 'run-file'), requireWith('record-failures', 'command'));

export const outputs = ['dataset-id', 'dataset-ids', ...registrationOutputs, 'plan', 'exit-code'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type Name = (typeof outputs)[number];
