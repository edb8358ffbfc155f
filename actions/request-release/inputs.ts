import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import { handle, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { connectionFields, reportFields, waitFields } from '../../src/shared/action/inputs/shared-fields.ts';
import { decisionOutputs } from '../../src/shared/action/releases/report-decision.ts';

export const inputs = z.strictObject({
  'dataset-id': handle,
  approver: text,
  notes: withDefault(text, 'Please review this dataset for its release.'),
  ...waitFields({ wait: 'false', timeout: '6h' }),
  ...creationFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = decisionOutputs;
