import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/connection-fields.ts';
import { flag, optional, text, wholeNumber, withDefault } from '../../src/shared/action/fields.ts';
import { kind } from '../../src/shared/action/kind-field.ts';
import { reportFields } from '../../src/shared/action/report-fields.ts';

export const inputs = z.strictObject({
  query: text,
  kind: optional(kind),
  limit: withDefault(wholeNumber({ min: 1, max: 50 }), '10'),
  'fail-if-none': withDefault(flag, 'false'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['ids', 'items', 'count'] as const;
