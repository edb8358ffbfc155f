import { flag, lines, optional, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import { connectionFields, reportFields } from '../../src/shared/action/inputs/shared-fields.ts';

// Loaded before run.ts, so that a step with invalid inputs ends early (docs/decisions/0031-start-up-time.md).
export const inputs = inputSchema({
  path: withDefault(lines, 'provena/**'),
  kind: optional(text),
  partial: optional(lines),
  online: withDefault(flag, 'false'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['checked', 'problems', 'documents'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
