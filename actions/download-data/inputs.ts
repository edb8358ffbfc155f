import { flag, lines, optional, path, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema, transferFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  ...transferFields,
  path: withDefault(path, '.'),
  include: optional(lines),
  source: optional(text),
  'include-metadata': withDefault(flag, 'false'),
});

export const outputs = ['downloaded', 'skipped', 'failed', 'total-bytes', 'path', 'manifest'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
