import { flag, integer, optional, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import { kind } from '../../src/shared/action/inputs/kind-field.ts';
import { connectionFields, reportFields } from '../../src/shared/action/inputs/shared-fields.ts';

// Loaded before run.ts, so that a step with invalid inputs ends early (docs/decisions/0031-start-up-time.md).
export const inputs = inputSchema({
  query: text,
  kind: optional(kind),
  limit: withDefault(integer({ min: 1, max: 50 }), '10'),
  'fail-if-none': withDefault(flag, 'false'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['ids', 'items', 'count'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
