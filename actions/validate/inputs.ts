import * as z from 'zod/mini';
import { flag, lines, optional, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { connectionFields, reportFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = z.strictObject({
  path: withDefault(lines, 'provena/**'),
  kind: optional(text),
  partial: optional(lines),
  online: withDefault(flag, 'false'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['checked', 'problems', 'documents'] as const;
