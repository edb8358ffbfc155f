import { waitForJob } from '../../sandbox/testing/records.ts';
import { type CheckedClient, mintDataset, type TestJob } from './test-job.ts';

/** Registers a model run with two new datasets by plain HTTP. @returns the handles of all three. */
export async function registerRun(api: CheckedClient, { seed }: Pick<TestJob, 'seed'>, name = 'A run') {
  const input = await mintDataset(api, seed.organisation, 'Input');
  const output = await mintDataset(api, seed.organisation, 'Output');
  const { session_id: session } = await api.call('prov', 'POST', '/model_run/register', {
    workflow_template_id: seed.workflowTemplate,
    inputs: [
      {
        dataset_template_id: seed.inputTemplate,
        dataset_id: input,
        dataset_type: 'DATA_STORE',
        resources: { series: 'co2.csv' },
      },
    ],
    outputs: [{ dataset_template_id: seed.outputTemplate, dataset_id: output, dataset_type: 'DATA_STORE' }],
    annotations: { scenario: 'test' },
    display_name: name,
    description: 'A run.',
    study_id: seed.study,
    associations: { modeller_id: seed.person },
    start_time: 1_714_543_200,
    end_time: 1_714_546_800,
  });
  const job = await waitForJob(api, String(session));
  if (job.text('job.status') === 'FAILED')
    throw new Error(`the run was not registered: ${job.text('job.info')}`);
  return { run: job.text('job.result.record.id'), input, output };
}

/** A model run document with one input and one output dataset. */
export function createModelRunDocument(
  { seed }: Pick<TestJob, 'seed'>,
  { input, output }: { readonly input: string; readonly output: string },
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    workflow_template_id: seed.workflowTemplate,
    inputs: [
      { dataset_template_id: seed.inputTemplate, dataset_id: input, resources: { series: 'co2.csv' } },
    ],
    outputs: [{ dataset_template_id: seed.outputTemplate, dataset_id: output }],
    annotations: { scenario: 'test' },
    description: 'A run.',
    associations: { modeller_id: 'me' },
    start_time: '2024-05-01T06:00:00Z',
    end_time: '2024-05-01T07:00:00+00:00',
    ...changes,
  };
}
