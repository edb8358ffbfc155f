import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/connection-fields.ts';
import { flag, lines, optional, text, withDefault } from '../../src/shared/action/fields.ts';
import { reportFields } from '../../src/shared/action/report-fields.ts';

export const inputs = z.strictObject({
  path: withDefault(lines, 'provena/**'),
  kind: optional(text),
  partial: optional(lines),
  online: withDefault(flag, 'false'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['checked', 'problems', 'documents'] as const;
