import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema, transferFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  ...transferFields,
  path: field.nonEmptyLines,
  destination: field.optional(field.text),
  'delete-missing': field.withDefault(field.flag, 'false'),
  'include-hidden-files': field.withDefault(field.flag, 'false'),
  symlinks: field.withDefault(field.choice(['follow', 'follow-all', 'skip']), 'follow'),
  'allow-pointer-files': field.withDefault(field.flag, 'false'),
  'abort-incomplete': field.optional(field.duration),
});

export const outputs = ['uploaded', 'skipped', 'deleted', 'failed', 'total-bytes', 'manifest'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
