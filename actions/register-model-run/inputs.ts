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
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = z
  .strictObject({
    'model-run': optional(text),
    'model-run-file': optional(lines),
    'validate-only': withDefault(flag, 'false'),
    'on-invalid': withDefault(choice(['fail', 'skip']), 'fail'),
    wait: withDefault(flag, 'false'),
    timeout: withDefault(duration, '30m'),
    ...creationFields,
    ...reportFields,
    ...connectionFields,
  })
  .check(requireEither('model run', 'model-run', 'model-run-file'));

export const outputs = [
  'session-id',
  'session-ids',
  'session-file',
  'count',
  'reused',
  ...awaitOutputs,
] as const;
