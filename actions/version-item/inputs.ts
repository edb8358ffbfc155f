import { handle, integer, optional, path, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  id: handle,
  reason: text,
  updates: optional(text),
  'updates-file': optional(path),
  'update-reason': withDefault(text, 'Updated with the new version'),
  'expect-version': optional(integer({ min: 1 })),
  ...waitFields({ wait: 'false', timeout: '15m' }),
  ...creationFields,
});

export const outputs = ['id', 'previous-id', 'version', 'session-id', 'updated', 'reused'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
