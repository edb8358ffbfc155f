import { choice, handle, optional, text } from '../../src/shared/action/inputs/fields.ts';
import { inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectionFields,
  creationFields,
  reportFields,
} from '../../src/shared/action/inputs/shared-fields.ts';
import { decisionOutputs } from '../../src/shared/action/releases/report-decision.ts';

export const inputs = inputSchema({
  'dataset-id': handle,
  decision: choice(['approve', 'reject']),
  notes: optional(text),
  ...creationFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = [...decisionOutputs, 'requester-id', 'request-notes'] as const;
