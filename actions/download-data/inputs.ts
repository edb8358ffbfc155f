import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema, transferFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  ...transferFields,
  path: field.withDefault(field.path, '.'),
  include: field.optional(field.lines),
  source: field.optional(field.text),
  'include-metadata': field.withDefault(field.flag, 'false'),
});

export const outputs = ['downloaded', 'skipped', 'failed', 'total-bytes', 'path', 'manifest'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
