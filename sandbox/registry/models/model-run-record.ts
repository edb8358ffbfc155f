import { list, mapOf } from '../../pydantic/collections.ts';
import { model } from '../../pydantic/model.ts';
import { integer, oneOf, text } from '../../pydantic/scalars.ts';
import { checked, type Infer, optional } from '../../pydantic/type.ts';

const TemplatedDataset = model('TemplatedDataset', {
  dataset_template_id: text(),
  dataset_id: text(),
  dataset_type: oneOf('DatasetType', ['DATA_STORE']),
  resources: optional(mapOf(text())),
});

const Associations = model('AssociationInfo', {
  modeller_id: text(),
  requesting_organisation_id: optional(text()),
});

const notEmpty = checked(text(), (value) => (value === '' ? 'The text must not be empty.' : undefined));

/** The record of a model run, as users register it. */
export const ModelRunRecord = model(
  'ModelRunRecord',
  {
    workflow_template_id: text(),
    model_version: optional(text()),
    inputs: list(TemplatedDataset),
    outputs: list(TemplatedDataset),
    annotations: optional(mapOf(text())),
    display_name: notEmpty,
    description: notEmpty,
    study_id: optional(text()),
    associations: Associations,
    start_time: integer(),
    end_time: integer(),
  },
  {
    rules: [(run) => (run.start_time > run.end_time ? 'The run must not end before it starts.' : undefined)],
  },
);
export type ModelRunRecord = Infer<typeof ModelRunRecord>;
