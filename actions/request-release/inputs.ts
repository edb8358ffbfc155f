import { handle, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectionFields,
  creationFields,
  decisionOutputs,
  reportFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = inputSchema({
  'dataset-id': handle,
  approver: text,
  notes: withDefault(text, 'Please review this dataset for its release.'),
  ...waitFields({ wait: 'false', timeout: '6h' }),
  ...creationFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = decisionOutputs;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
