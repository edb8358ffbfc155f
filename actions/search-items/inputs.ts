import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/inputs/connection-fields.ts';
import { flag, optional, text, wholeNumber, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { kind } from '../../src/shared/action/inputs/kind-field.ts';
import { reportFields } from '../../src/shared/action/inputs/report-fields.ts';

export const inputs = z.strictObject({
  query: text,
  kind: optional(kind),
  limit: withDefault(wholeNumber({ min: 1, max: 50 }), '10'),
  'fail-if-none': withDefault(flag, 'false'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['ids', 'items', 'count'] as const;
