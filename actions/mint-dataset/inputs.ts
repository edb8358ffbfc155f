import {
  flag,
  optional,
  path,
  requireAtLeastOne,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    metadata: optional(text),
    'metadata-file': optional(path),
    'validate-only': withDefault(flag, 'false'),
    ...waitFields({ wait: 'false', timeout: '15m' }),
    ...creationFields,
  },
  requireAtLeastOne('metadata', 'metadata', 'metadata-file'),
);

export const outputs = [
  'dataset-id',
  'handle-url',
  's3-uri',
  'bucket',
  'prefix',
  'session-id',
  'reused',
] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
