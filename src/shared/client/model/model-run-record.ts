import * as z from 'zod/mini';
import { document, list, section } from './document.ts';
import { handle, nonEmptyText, text, textMap } from './text.ts';

const templatedDataset = () =>
  z.strictObject({
    dataset_template_id: handle(
      'Handle of the dataset template that the dataset follows.',
      'DATASET_TEMPLATE',
    ),
    dataset_id: handle('Handle of the dataset.', 'DATASET'),
    dataset_type: z
      .literal('DATA_STORE', 'expected DATA_STORE, the only dataset type')
      .check(z.meta({ description: 'Location of the dataset.' })),
    resources: z.nullish(
      textMap("Paths inside the dataset, by the keys of the template's deferred resources.", {
        series: 'levels.csv',
      }),
    ),
  });

const seconds = (description: string, example: number) =>
  z.int('expected whole Unix seconds').check(z.meta({ description, examples: [example] }));

/** Record of one model run for the prov API. */
export const ModelRunRecord = document(
  () => ({
    workflow_template_id: handle('Handle of the workflow template.', 'MODEL_RUN_WORKFLOW_TEMPLATE'),
    model_version: z.nullish(text('Version of the model that was run.', 'v1.2.0')),
    inputs: list('Datasets that the run read.', templatedDataset()),
    outputs: list('Datasets that the run wrote.', templatedDataset()),
    annotations: z.nullish(
      textMap('Annotations, including those that the workflow template requires: string values by key.', {
        scenario: 'baseline',
      }),
    ),
    display_name: nonEmptyText('Name of the run.', 'Reef model, 2024-05-01'),
    description: nonEmptyText('Description of the run.', 'Nightly run of the reef model.'),
    study_id: z.nullish(handle('Handle of the study that the run belongs to.', 'STUDY')),
    associations: section('People and organisations responsible for the run.', {
      modeller_id: handle('Handle of the person who ran the model.', 'PERSON'),
      // The server accepts an empty string, but then the job fails.
      requesting_organisation_id: z.nullish(
        handle('Handle of the organisation that requested the run.', 'ORGANISATION'),
      ),
    }),
    start_time: seconds('Start time of the run, in Unix seconds.', 1714521600),
    end_time: seconds('End time of the run, in Unix seconds.', 1714525200),
  }),
  z.refine(({ start_time, end_time }) => start_time <= end_time, {
    path: ['end_time'],
    error: 'must not be before start_time',
  }),
  z.meta({
    title: 'Model run record',
    description: 'One run of a model: what it read, what it wrote, who ran it.',
  }),
);
export interface ModelRunRecord extends z.infer<typeof ModelRunRecord> {}
