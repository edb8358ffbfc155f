import type { Subtype } from './models/subtypes.ts';

/** Hints for a form library (react-jsonschema-form). */
export type UiSchema = { [key: string]: UiSchema | string | boolean };

const describe = (description: string) => ({ 'ui:description': description });
const lookup = (field: string, description: string) => ({ 'ui:description': description, 'ui:field': field });
const longText = (description: string) => ({ 'ui:description': description, 'ui:widget': 'TextareaWidget' });

const template = (side: 'Input' | 'Output'): UiSchema => ({
  'ui:title': `${side} Dataset Templates`,
  'ui:description': `The ${side.toLowerCase()}s that a run has.`,
  items: {
    'ui:title': `${side} Template`,
    template_id: lookup('autoCompleteDatasetTemplateLookup', 'A registered dataset template.'),
    optional: describe('Whether a run may omit it.'),
  },
});

const resource = (name: 'path' | 'key', description: string): UiSchema => ({
  'ui:description': description,
  items: {
    [name]: describe(
      name === 'path' ? 'Path below the root of the dataset.' : 'A key, unique in this template.',
    ),
    description: (name === 'path' ? longText : describe)('What the file holds.'),
    optional: describe('Whether a run may omit it.'),
    usage_type: describe('What the file is used for.'),
    is_folder: { 'ui:title': 'Folder or file?', 'ui:description': 'Whether it is a folder.' },
    additional_metadata: lookup('datasetTemplateMetadataOverride', 'Further notes, by key.'),
  },
});

/** The form of a kind, in which each item has a name. */
const form = (title: string, fields: UiSchema): UiSchema => ({
  'ui:title': title,
  display_name: describe('A short name for this item.'),
  ...fields,
});

/** Kinds without a form have none. */
export const UI_SCHEMAS: Partial<Record<Subtype, UiSchema>> = {
  ORGANISATION: form('Organisation', {
    name: describe('The name of the organisation.'),
    ror: {
      'ui:title': 'Organisation ROR',
      ...lookup('autoCompleteRORLookup', 'Its identifier in the Research Organization Registry.'),
    },
  }),
  PERSON: form('Person', {
    first_name: describe('First name.'),
    last_name: describe('Last name.'),
    email: describe('Email address.'),
    orcid: lookup('autoCompleteOrcid', 'The ORCID of the person.'),
    ethics_approved: lookup('personEthicsTickBox', 'Whether the person agrees to be registered.'),
  }),
  MODEL: form('Model', {
    name: describe('The name of the model.'),
    description: longText('What the model does.'),
    documentation_url: describe('Where the model is documented.'),
    source_url: describe('Where the source code of the model is.'),
  }),
  MODEL_RUN_WORKFLOW_TEMPLATE: form('Model Run Workflow Template', {
    software_id: lookup('autoCompleteModelLookup', 'A registered model.'),
    input_templates: template('Input'),
    output_templates: template('Output'),
    annotations: {
      'ui:title': 'Model Run Annotations',
      'ui:description': 'Annotations of the model runs.',
      'ui:widget': 'annotationsOverride',
      disableOptional: true,
      items: {
        required: {
          'ui:title': 'Required annotations',
          'ui:description': 'Annotations that every run must have.',
        },
        optional: {
          'ui:title': 'Optional annotations',
          'ui:description': 'Annotations that a run can have.',
        },
      },
    },
  }),
  DATASET_TEMPLATE: form('Dataset Template', {
    description: longText('Contents of the datasets that follow this template.'),
    defined_resources: resource('path', 'Files whose path is the same in every dataset.'),
    deferred_resources: resource('key', 'Files whose path each model run defines.'),
  }),
  STUDY: form('Study', {
    title: describe('The title of the study.'),
    description: describe('What the study is about.'),
    study_alternative_id: describe('Identifier of the study outside Provena.'),
  }),
};
