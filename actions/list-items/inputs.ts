import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { kind } from '../../src/shared/action/inputs/kind-field.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  kind: field.optional(kind),
  'record-type': field.withDefault(field.choice(['complete', 'seed', 'all']), 'complete'),
  owner: field.optional(field.text),
  name: field.optional(field.text),
  sort: field.withDefault(field.choice(['created', 'updated', 'name']), 'updated'),
  ascending: field.withDefault(field.flag, 'false'),
  limit: field.optional(field.integer({ min: 1 })),
  format: field.withDefault(field.choice(['json', 'jsonl', 'csv']), 'json'),
  path: field.optional(field.filePath),
});

export const outputs = ['path', 'count', 'ids'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
