import { choice, handle, optional, text } from '../../src/shared/action/inputs/fields.ts';
import { type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectionFields,
  creationFields,
  decisionOutputs,
  reportFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = inputSchema({
  'dataset-id': handle,
  decision: choice(['approve', 'reject']),
  notes: optional(text),
  ...creationFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = [...decisionOutputs, 'requester-id', 'request-notes'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
