import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import { awaitOutputs } from '../../src/shared/action/inputs/await-fields.ts';
import { connectionFields } from '../../src/shared/action/inputs/connection-fields.ts';
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
import { reportFields } from '../../src/shared/action/inputs/report-fields.ts';

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
