import * as z from 'zod/mini';
import { awaitOutputs } from '../../src/shared/action/await-fields.ts';
import { connectionFields } from '../../src/shared/action/connection-fields.ts';
import {
  choice,
  duration,
  flag,
  list,
  optional,
  wholeNumber,
  withDefault,
} from '../../src/shared/action/fields.ts';
import { reportFields } from '../../src/shared/action/report-fields.ts';

export const inputs = z.strictObject({
  'session-id': optional(list),
  'batch-id': optional(list),
  'of-this-run': withDefault(flag, 'false'),
  timeout: withDefault(duration, '30m'),
  follow: withDefault(flag, 'true'),
  'fail-on': withDefault(choice(['any', 'all', 'never']), 'any'),
  'max-failures': optional(wholeNumber({ min: 0 })),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['result', ...awaitOutputs] as const;
