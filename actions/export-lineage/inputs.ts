import {
  choice,
  flag,
  handle,
  integer,
  lines,
  optional,
  path,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema, storeFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  id: handle,
  format: withDefault(choice(['prov-json', 'prov-n', 'ro-crate']), 'prov-json'),
  path,
  direction: withDefault(choice(['upstream', 'downstream', 'both']), 'upstream'),
  depth: withDefault(integer({ min: 1, max: 10 }), '3'),
  files: withDefault(flag, 'false'),
  'manifest-files': optional(lines),
  license: optional(text),
  'crate-version': withDefault(choice(['auto', '1.1', '1.2']), 'auto'),
  ...storeFields,
});

export const outputs = ['path', 'node-count', 'link-count', 'unreadable', 'profile'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
