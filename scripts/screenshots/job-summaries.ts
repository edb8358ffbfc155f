import type { StepInputs } from '../../action-tests/black-box/runner.ts';
import { ApiClient, datasetDocument, mintDataset, startJob } from '../../action-tests/black-box/test-job.ts';

/** A step: screenshot name, action and inputs. */
type Step = [name: string, action: string, inputs: StepInputs];

/** Runs actions against a sandbox. @returns their job summaries by name. */
export async function collectJobSummaries(): Promise<Record<string, string>> {
  const job = await startJob();
  const api = new ApiClient(job.sandbox);
  const { runner, seed, sandbox } = job;
  const { organisation, workflowTemplate, inputTemplate, outputTemplate } = seed;
  const summaries: Record<string, string> = {};
  const run = async (...[name, action, inputs]: Step) => {
    const step = await runner.runStep(action, inputs);
    if (step.summary === '') throw new Error(`${action} wrote no summary:\n${step.log}`);
    summaries[name] = step.summary;
    return step;
  };
  try {
    const metadata = datasetDocument(organisation, 'CO2 projection for *2050* | <scenario>');
    const minted = await run('mint-dataset', 'mint-dataset', { with: { metadata, wait: 'true' } });
    const dataset = minted.outputs['dataset-id'] ?? '';
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `results/part ${i}/projection_${i}.csv`,
        `month,ppm\n${'1,2\n'.repeat(i * 900)}`,
      ]),
    );
    const uploaded = { with: { 'dataset-id': dataset, path: 'results/' } };
    await run('upload-data', 'upload-data', { ...uploaded, files });
    await run('upload-data-again', 'upload-data', uploaded);
    await run('download-data', 'download-data', { with: { 'dataset-id': dataset, path: 'copy/' } });

    const input = await mintDataset(api, organisation, 'Observed series');
    const record = (name: string) => ({
      workflow_template_id: workflowTemplate,
      inputs: [{ dataset_template_id: inputTemplate, dataset_id: input, resources: { series: 'co2.csv' } }],
      outputs: [{ dataset_template_id: outputTemplate, dataset_id: dataset }],
      annotations: { scenario: name },
      display_name: name,
      description: 'A run.',
      associations: { modeller_id: 'me' },
      start_time: '2024-05-01T06:00:00Z',
      end_time: '2024-05-01T07:00:00Z',
    });
    const records = (count: number, unit: string) =>
      JSON.stringify(Array.from({ length: count }, (_, i) => record(`${unit} ${i + 1}`)));
    await run('register-one', 'register-model-run', {
      with: { 'model-run': JSON.stringify(record('Run')), wait: 'true' },
    });
    await run('register-batch', 'register-model-run', {
      with: { 'model-run': records(8, 'Run'), wait: 'true' },
    });
    sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', after: 1, times: 2 });
    const partly = await run('register-not-awaited', 'register-model-run', {
      with: { 'model-run': records(5, 'Risky run') },
    });
    await run('await-some-failed', 'await-job', {
      with: { 'session-id': partly.outputs['session-id'] ?? '', 'fail-on': 'never' },
    });
    sandbox.clearFaults();
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
    return summaries;
  } finally {
    await job.stop();
  }
}
