import {
  choice,
  flag,
  integer,
  optional,
  path,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { kind } from '../../src/shared/action/inputs/kind-field.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  kind: optional(kind),
  'record-type': withDefault(choice(['complete', 'seed', 'all']), 'complete'),
  owner: optional(text),
  name: optional(text),
  sort: withDefault(choice(['created', 'updated', 'name']), 'updated'),
  ascending: withDefault(flag, 'false'),
  limit: optional(integer({ min: 1 })),
  format: withDefault(choice(['json', 'jsonl', 'csv']), 'json'),
  path: optional(path),
});

export const outputs = ['path', 'count', 'ids'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
