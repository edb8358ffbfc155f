import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  id: field.handle,
  reason: field.text,
  updates: field.optional(field.text),
  'updates-file': field.optional(field.path),
  'update-reason': field.withDefault(field.text, 'Updated with the new version'),
  'expect-version': field.optional(field.integer({ min: 1 })),
  ...waitFields({ wait: 'false', timeout: '15m' }),
  ...creationFields,
});

export const outputs = ['id', 'previous-id', 'version', 'session-id', 'updated', 'reused'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
