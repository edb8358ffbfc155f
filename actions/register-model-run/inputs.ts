import * as z from 'zod/mini';
import { awaitOutputs } from '../../src/shared/action/await-fields.ts';
import { connectionFields } from '../../src/shared/action/connection-fields.ts';
import { creationFields } from '../../src/shared/action/creation/fields.ts';
import { duration, flag, optional, text, withDefault } from '../../src/shared/action/fields.ts';

export const inputs = z.strictObject({
  'model-run': optional(text),
  'model-run-file': optional(text),
  wait: withDefault(flag, 'false'),
  timeout: withDefault(duration, '30m'),
  ...creationFields,
  ...connectionFields,
});

export const outputs = ['session-id', 'session-ids', 'count', ...awaitOutputs] as const;
