import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/inputs/connection-fields.ts';
import { flag, optional, text, wholeNumber, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { reportFields } from '../../src/shared/action/inputs/report-fields.ts';

export const inputs = z.strictObject({
  method: text,
  arguments: optional(text),
  'arguments-file': optional(text),
  limit: optional(wholeNumber({ min: 1 })),
  confirm: withDefault(flag, 'false'),
  path: optional(text),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['result', 'path'] as const;
