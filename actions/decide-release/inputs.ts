import { choice, handle, optional, text } from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  decisionOutputs,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  'dataset-id': handle,
  decision: choice(['approve', 'reject']),
  notes: optional(text),
  ...creationFields,
});

export const outputs = [...decisionOutputs, 'requester-id', 'request-notes'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
