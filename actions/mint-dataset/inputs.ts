import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    metadata: field.optional(field.text),
    'metadata-file': field.optional(field.path),
    'validate-only': field.withDefault(field.flag, 'false'),
    ...waitFields({ wait: 'false', timeout: '15m' }),
    ...creationFields,
  },
  field.requireAtLeastOne('metadata', 'metadata', 'metadata-file'),
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
