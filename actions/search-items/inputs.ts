import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { kind } from '../../src/shared/action/inputs/kind-field.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  query: field.text,
  kind: field.optional(kind),
  limit: field.withDefault(field.integer({ min: 1, max: 50 }), '10'),
  'fail-if-none': field.withDefault(field.flag, 'false'),
});

export const outputs = ['ids', 'items', 'count'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
