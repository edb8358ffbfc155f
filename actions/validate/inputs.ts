import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/inputs/connection-fields.ts';
import { flag, lines, optional, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { reportFields } from '../../src/shared/action/inputs/report-fields.ts';

export const inputs = z.strictObject({
  path: withDefault(lines, 'provena/**'),
  kind: optional(text),
  partial: optional(lines),
  online: withDefault(flag, 'false'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['checked', 'problems', 'documents'] as const;
