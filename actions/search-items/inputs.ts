import { flag, integer, optional, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { kind } from '../../src/shared/action/inputs/kind-field.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  query: text,
  kind: optional(kind),
  limit: withDefault(integer({ min: 1, max: 50 }), '10'),
  'fail-if-none': withDefault(flag, 'false'),
});

export const outputs = ['ids', 'items', 'count'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
