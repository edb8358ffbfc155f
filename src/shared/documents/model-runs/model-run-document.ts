import * as z from 'zod/mini';
import { ModelRunRecord } from '../../client/model/model-run-record.ts';
import { timestamp } from '../validation/timestamp.ts';

const { shape } = ModelRunRecord;

const TemplatedDatasetDocument = z.strictObject({
  ...shape.inputs.def.element.shape,
  dataset_type: z._default(shape.inputs.def.element.shape.dataset_type, 'DATA_STORE'),
});

/**
 * A model run record in a document: the record of the prov API, but `dataset_type`, which has only one value, is
 * optional, and times can also be ISO 8601 or `now`.
 */
export const ModelRunDocument = z.pipe(
  z.strictObject({
    ...shape,
    inputs: z.array(TemplatedDatasetDocument).check(z.meta(z.globalRegistry.get(shape.inputs) ?? {})),
    outputs: z.array(TemplatedDatasetDocument).check(z.meta(z.globalRegistry.get(shape.outputs) ?? {})),
    start_time: timestamp(
      'Start of the run: ISO 8601 (in UTC unless it has an offset), Unix seconds, or `now`.',
    ),
    end_time: timestamp('End of the run: ISO 8601 (in UTC unless it has an offset), Unix seconds, or `now`.'),
  }),
  ModelRunRecord,
);
