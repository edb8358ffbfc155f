import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import { flag, optional, requireEither, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { connectionFields, reportFields, waitFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = z
  .strictObject({
    metadata: optional(text),
    'metadata-file': optional(text),
    'validate-only': withDefault(flag, 'false'),
    ...waitFields({ wait: 'false', timeout: '15m' }),
    ...creationFields,
    ...reportFields,
    ...connectionFields,
  })
  .check(requireEither('metadata', 'metadata', 'metadata-file'));

export const outputs = [
  'dataset-id',
  'handle-url',
  's3-uri',
  'bucket',
  'prefix',
  'session-id',
  'reused',
] as const;
