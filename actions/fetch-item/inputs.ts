import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { kind } from '../../src/shared/action/inputs/kind-field.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  id: field.handle,
  kind: field.optional(kind),
  query: field.optional(field.text),
  path: field.optional(field.filePath),
});

export const outputs = [
  'item',
  'path',
  'display-name',
  'subtype',
  'value',
  'owner',
  'latest-version',
  'is-latest',
] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
