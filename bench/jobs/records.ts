import type { TestJob } from '../../action-tests/black-box/test-job.ts';
import { countAsciiJsonBytes } from '../../sandbox/jobs/message-size.ts';

/** The limit of the server's queue for one message, less its envelope in the sandbox. */
const MAX_BATCH_BYTES = 261_000;
/** The server adds the fields of {@link createRecord} that have no value as null: about 100 bytes. */
const NULL_FIELDS_BYTES = 120;

export type ModelRun = Readonly<Record<string, unknown>>;

/** A model run of a parameter sweep. */
export function createRecord({ seed }: TestJob, dataset: string, i: number): ModelRun {
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
export function createLargestBatches(records: readonly ModelRun[]): ModelRun[][] {
  const batches: ModelRun[][] = [];
  let remaining = 0;
  for (const record of records) {
    const bytes = countAsciiJsonBytes(JSON.stringify(record)) + NULL_FIELDS_BYTES;
    if (bytes > remaining) {
      batches.push([]);
      remaining = MAX_BATCH_BYTES;
    }
    batches.at(-1)?.push(record);
    remaining -= bytes;
  }
  return batches;
}
