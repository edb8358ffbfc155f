import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import { duration, flag, handle, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { connectionFields, reportFields } from '../../src/shared/action/inputs/shared-fields.ts';
import { decisionOutputs } from '../../src/shared/action/releases/report-decision.ts';

export const inputs = z.strictObject({
  'dataset-id': handle,
  approver: text,
  notes: withDefault(text, 'Please review this dataset for its release.'),
  wait: withDefault(flag, 'false'),
  timeout: withDefault(duration, '6h'),
  ...creationFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = decisionOutputs;
