import { flag, integer, optional, path, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  method: text,
  arguments: optional(text),
  'arguments-file': optional(path),
  limit: optional(integer({ min: 1 })),
  confirm: withDefault(flag, 'false'),
  path: optional(path),
});

export const outputs = ['result', 'path'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
