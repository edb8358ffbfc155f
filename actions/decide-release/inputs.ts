import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import { choice, handle, optional, text } from '../../src/shared/action/inputs/fields.ts';
import { connectionFields, reportFields } from '../../src/shared/action/inputs/shared-fields.ts';
import { decisionOutputs } from '../../src/shared/action/releases/report-decision.ts';

export const inputs = z.strictObject({
  'dataset-id': handle,
  decision: choice(['approve', 'reject']),
  notes: optional(text),
  ...creationFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = [...decisionOutputs, 'requester-id', 'request-notes'] as const;
