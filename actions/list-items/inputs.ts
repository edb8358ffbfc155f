import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/connection-fields.ts';
import { choice, flag, optional, text, wholeNumber, withDefault } from '../../src/shared/action/fields.ts';
import { kind } from '../../src/shared/action/kind-field.ts';
import { reportFields } from '../../src/shared/action/report-fields.ts';

export const inputs = z.strictObject({
  kind: optional(kind),
  'record-type': withDefault(choice(['complete', 'seed', 'all']), 'complete'),
  owner: optional(text),
  name: optional(text),
  sort: withDefault(choice(['created', 'updated', 'name']), 'updated'),
  ascending: withDefault(flag, 'false'),
  limit: optional(wholeNumber({ min: 1 })),
  format: withDefault(choice(['json', 'jsonl', 'csv']), 'json'),
  path: optional(text),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['path', 'count', 'ids'] as const;
