import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import {
  choice,
  duration,
  flag,
  lines,
  optional,
  requireEither,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import {
  awaitOutputs,
  connectionFields,
  reportFields,
  storeFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = z
  .strictObject({
    run: optional(text),
    'run-file': optional(lines),
    plan: withDefault(flag, 'false'),
    command: optional(text),
    shell: withDefault(choice(['bash', 'sh']), 'bash'),
    'record-failures': withDefault(flag, 'false'),
    wait: withDefault(flag, 'true'),
    timeout: withDefault(duration, '30m'),
    ...creationFields,
    ...storeFields,
    ...reportFields,
    ...connectionFields,
  })
  .check(requireEither('run', 'run', 'run-file'));

export const outputs = [
  'dataset-id',
  'dataset-ids',
  'session-ids',
  'session-file',
  'count',
  'reused',
  'plan',
  'exit-code',
  ...awaitOutputs,
] as const;
