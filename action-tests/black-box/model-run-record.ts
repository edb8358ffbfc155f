import type { Job } from './test-job.ts';

/** A model run document with one input and one output dataset. */
export function modelRunDocument(
  { seed }: Pick<Job, 'seed'>,
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
