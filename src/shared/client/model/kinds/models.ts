import * as z from 'zod/mini';
import { document, list } from '../document.ts';
import { findDuplicates, rejectDuplicates } from '../reject-duplicates.ts';
import { handle, httpUrl, namedFields, text } from '../text.ts';

const TemplateResource = document(() => ({
  template_id: handle('Handle of a dataset template.', 'DATASET_TEMPLATE'),
  optional: z.nullish(z.boolean().check(z.meta({ description: 'Whether the dataset is optional.' }))),
}));

const templates = (description: string) =>
  z.optional(list(description, TemplateResource).check(rejectDuplicates('template_id')));

const keys = (description: string) =>
  z.optional(list(description, text('Name of an annotation.', 'scenario')));

const Annotations = document(
  () => ({
    required: keys('Annotations that every run must have.'),
    optional: keys('Annotations that a run can have.'),
  }),
  z.superRefine(({ required = [], optional = [] }, { issues }) => {
    const places = [
      ...required.map((key, at) => ({ key, path: ['required', at] })),
      ...optional.map((key, at) => ({ key, path: ['optional', at] })),
    ];
    issues.push(...findDuplicates(places));
  }),
  z.meta({ description: 'Annotations of the runs.' }),
);

export const ModelRunWorkflowInfo = document(() => ({
  ...namedFields('Reef model workflow'),
  software_id: handle('Handle of the model that is run.', 'MODEL'),
  input_templates: templates('Templates of the input datasets of a run.'),
  output_templates: templates('Templates of the output datasets of a run.'),
  annotations: z.nullish(Annotations),
}));
export interface ModelRunWorkflowInfo extends z.infer<typeof ModelRunWorkflowInfo> {}

export const ModelInfo = document(() => ({
  ...namedFields('Reef growth model'),
  name: text('Name of the model.', 'Reef growth model'),
  description: text('Description of the model.', 'Simulates coral cover.'),
  documentation_url: httpUrl('URL of the documentation of the model.', 'https://docs.example.org/reef'),
  source_url: httpUrl('URL of the source code.', 'https://github.com/example/reef'),
}));
export interface ModelInfo extends z.infer<typeof ModelInfo> {}
