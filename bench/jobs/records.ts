import type { Job } from '../../action-tests/black-box/test-job.ts';
import { addNullFields, splitRecords } from '../../src/shared/action/runs/split-records.ts';
import type { ModelRunRecord } from '../../src/shared/client/index.ts';

/** The limit of the server's queue for one message, less its envelope in the sandbox. */
const LARGEST_BATCH_BYTES = 261_000;

/** A model run of a sweep. */
export function createRecord({ seed }: Job, dataset: string, i: number): ModelRunRecord {
  return {
    workflow_template_id: seed.workflowTemplate,
    inputs: [
      {
        dataset_template_id: seed.inputTemplate,
        dataset_id: dataset,
        dataset_type: 'DATA_STORE',
        resources: { series: `${i}.csv` },
      },
    ],
    outputs: [{ dataset_template_id: seed.outputTemplate, dataset_id: dataset, dataset_type: 'DATA_STORE' }],
    annotations: { scenario: String(i) },
    display_name: `Run ${i}`,
    description: 'A run of a sweep.',
    associations: { modeller_id: seed.person },
    start_time: 1_714_543_200,
    end_time: 1_714_546_800,
  };
}

/** The largest batches that the server accepts. */
export function createLargestBatches(records: readonly ModelRunRecord[]): ModelRunRecord[][] {
  return [...splitRecords(records, { bytes: LARGEST_BATCH_BYTES, getContent: addNullFields })];
}
