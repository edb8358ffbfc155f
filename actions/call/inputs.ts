import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/connection-fields.ts';
import { flag, optional, text, wholeNumber, withDefault } from '../../src/shared/action/fields.ts';
import { reportFields } from '../../src/shared/action/report-fields.ts';

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
