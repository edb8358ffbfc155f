import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  id: field.handle,
  depth: field.withDefault(field.integer({ min: 1, max: 3 }), '1'),
  path: field.optional(field.filePath),
  timeout: field.withDefault(field.duration, '15m'),
});

export const outputs = ['path', 'session-id', 'bytes'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
