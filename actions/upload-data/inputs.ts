import {
  choice,
  duration,
  flag,
  handle,
  integer,
  lines,
  optional,
  shard,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import { type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import { connectionFields, reportFields, storeFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = inputSchema({
  'dataset-id': handle,
  path: lines,
  destination: optional(text),
  'if-exists': withDefault(choice(['skip-unchanged', 'overwrite', 'error']), 'skip-unchanged'),
  'if-no-files-found': withDefault(choice(['error', 'warn', 'ignore']), 'error'),
  'delete-missing': withDefault(flag, 'false'),
  'include-hidden-files': withDefault(flag, 'false'),
  symlinks: withDefault(choice(['follow', 'follow-all', 'skip']), 'follow'),
  'allow-pointer-files': withDefault(flag, 'false'),
  shard: optional(shard),
  concurrency: withDefault(integer({ min: 1, max: 1024 }), '256'),
  'dry-run': withDefault(flag, 'false'),
  sha256: withDefault(flag, 'false'),
  'manifest-file': optional(text),
  'abort-incomplete': optional(duration),
  ...storeFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['uploaded', 'skipped', 'deleted', 'failed', 'total-bytes', 'manifest'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type Name = (typeof outputs)[number];
