import {
  choice,
  duration,
  flag,
  nonEmptyLines,
  optional,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema, transferFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  ...transferFields,
  path: nonEmptyLines,
  destination: optional(text),
  'delete-missing': withDefault(flag, 'false'),
  'include-hidden-files': withDefault(flag, 'false'),
  symlinks: withDefault(choice(['follow', 'follow-all', 'skip']), 'follow'),
  'allow-pointer-files': withDefault(flag, 'false'),
  'abort-incomplete': optional(duration),
});

export const outputs = ['uploaded', 'skipped', 'deleted', 'failed', 'total-bytes', 'manifest'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
