import { handle, text, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectionFields,
  creationFields,
  reportFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';
import { decisionOutputs } from '../../src/shared/action/releases/report-decision.ts';

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
