import {
  flag,
  lines,
  nonEmptyLines,
  optional,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  path: withDefault(nonEmptyLines, 'provena/**'),
  kind: optional(text),
  partial: optional(lines),
  online: withDefault(flag, 'false'),
});

export const outputs = ['checked', 'problems', 'documents'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
