import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  decisionOutputs,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  'dataset-id': field.handle,
  approver: field.text,
  notes: field.withDefault(field.text, 'Please review this dataset for its release.'),
  ...waitFields({ wait: 'false', timeout: '5h' }),
  ...creationFields,
});

export const outputs = decisionOutputs;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
