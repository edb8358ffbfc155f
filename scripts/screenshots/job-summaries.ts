import { createModelRunDocument } from '../../action-tests/black-box/model-run.ts';
import type { StepInputs, StepResult } from '../../action-tests/black-box/runner.ts';
import {
  CheckedClient,
  formatDatasetDocument,
  mintDataset,
  startJob,
  type TestJob,
} from '../../action-tests/black-box/test-job.ts';

/** Runs a step and keeps its summary under the name of a screenshot. */
type RunStep = (screenshot: string, action: string, inputs: StepInputs) => Promise<StepResult>;

/** Runs actions against a sandbox. @returns their job summaries by name. */
export async function collectJobSummaries(): Promise<Record<string, string>> {
  const job = await startJob();
  const summaries: Record<string, string> = {};
  const run: RunStep = async (screenshot, action, inputs) => {
    const step = await job.runner.runStep(action, inputs);
    if (step.summary === '') throw new Error(`${action} wrote no summary:\n${step.log}`);
    summaries[screenshot] = step.summary;
    return step;
  };
  try {
    const dataset = await runDatasetSteps(run, job);
    await runModelRunSteps(run, job, dataset);
    await runRegistrySteps(run, dataset);
    return summaries;
  } finally {
    await job.stop();
  }
}

/** @returns the handle of the dataset that the steps fill. */
async function runDatasetSteps(run: RunStep, { seed }: TestJob): Promise<string> {
  const metadata = formatDatasetDocument(seed.organisation, 'CO2 projection for *2050* | <scenario>');
  const minted = await run('mint-dataset', 'mint-dataset', { with: { metadata, wait: 'true' } });
  const dataset = minted.outputs['dataset-id'] ?? '';
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `results/part ${i}/projection_${i}.csv`,
      `month,ppm\n${'1,2\n'.repeat(i * 900)}`,
    ]),
  );
  const upload = { with: { 'dataset-id': dataset, path: 'results/' } };
  await run('upload-data', 'upload-data', { ...upload, files });
  await run('upload-data-again', 'upload-data', upload);
  await run('download-data', 'download-data', { with: { 'dataset-id': dataset, path: 'copy/' } });
  return dataset;
}

async function runModelRunSteps(run: RunStep, job: TestJob, output: string): Promise<void> {
  const { sandbox, seed } = job;
  const input = await mintDataset(new CheckedClient(sandbox), seed.organisation, 'Observed series');
  const createRecord = (name: string) =>
    createModelRunDocument(job, { input, output }, { display_name: name, annotations: { scenario: name } });
  const createRecords = (count: number, name: string) =>
    JSON.stringify(Array.from({ length: count }, (_, i) => createRecord(`${name} ${i + 1}`)));
  await run('register-one', 'register-model-run', {
    with: { 'model-run': JSON.stringify(createRecord('Run')), wait: 'true' },
  });
  await run('register-batch', 'register-model-run', {
    with: { 'model-run': createRecords(8, 'Run'), wait: 'true' },
  });
  sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', after: 1, times: 2 });
  const partly = await run('register-not-awaited', 'register-model-run', {
    with: { 'model-run': createRecords(5, 'Risky run') },
  });
  await run('await-some-failed', 'await-job', {
    with: { 'session-id': partly.outputs['session-id'] ?? '', 'fail-on': 'never' },
  });
  sandbox.clearFaults();
}

async function runRegistrySteps(run: RunStep, dataset: string): Promise<void> {
  await run('explore-lineage', 'explore-lineage', { with: { id: dataset, depth: '2' } });
  await run('explore-lineage-deep', 'explore-lineage', {
    with: { id: dataset, depth: '5', direction: 'both' },
  });
  await run('register-item', 'register-item', {
    files: {
      'provena/organisation.yaml':
        'kind: organisation\n$id: institute\ndisplay_name: Wave Institute\nname: Wave Institute\n',
    },
    with: { 'item-file': 'provena/*.yaml' },
  });
  await run('search-items', 'search-items', { with: { query: 'projection' } });
}
