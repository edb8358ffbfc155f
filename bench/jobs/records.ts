import type { TestJob } from '../../action-tests/black-box/test-job.ts';
import { countAsciiJsonBytes } from '../../sandbox/jobs/message-size.ts';
import { createRunRecord } from '../../sandbox/testing/records.ts';

/** The limit of the server's queue for one message, less its envelope in the sandbox. */
const MAX_BATCH_BYTES = 261_000;
/** The server adds the fields of {@link createRecord} that have no value as null: about 100 bytes. */
const NULL_FIELDS_BYTES = 120;

export type ModelRun = Readonly<Record<string, unknown>>;

/** A model run of a parameter sweep. */
export function createRecord({ sandbox, seed }: TestJob, dataset: string, i: number): ModelRun {
  const input = { dataset_template_id: seed.inputTemplate, dataset_id: dataset, dataset_type: 'DATA_STORE' };
  return {
    ...createRunRecord(sandbox, dataset, { display_name: `Run ${i}`, annotations: { scenario: String(i) } }),
    inputs: [{ ...input, resources: { series: `${i}.csv` } }],
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
