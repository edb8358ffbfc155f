import { flag, integer, optional, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import { connectionFields, reportFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = inputSchema({
  method: text,
  arguments: optional(text),
  'arguments-file': optional(text),
  limit: optional(integer({ min: 1 })),
  confirm: withDefault(flag, 'false'),
  path: optional(text),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['result', 'path'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
