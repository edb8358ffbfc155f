import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  method: field.text,
  arguments: field.optional(field.text),
  'arguments-file': field.optional(field.path),
  limit: field.optional(field.integer({ min: 1 })),
  confirm: field.withDefault(field.flag, 'false'),
  path: field.optional(field.filePath),
});

export const outputs = ['result', 'path'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
