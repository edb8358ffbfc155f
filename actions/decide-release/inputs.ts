import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  decisionOutputs,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  'dataset-id': field.handle,
  decision: field.choice(['approve', 'reject']),
  notes: field.optional(field.text),
  ...creationFields,
});

export const outputs = [...decisionOutputs, 'requester-id', 'request-notes'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
