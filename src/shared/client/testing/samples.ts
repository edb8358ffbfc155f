import type { CollectionFormat } from '../model/collection-format.ts';
import type { DatasetInfo } from '../model/kinds/dataset.ts';
import type { ModelRunRecord } from '../model/model-run-record.ts';

export const ID = '10378.1/1700001';
export const OTHER_ID = '10378.1/1700002';
export const SESSION = '6e49b1db-34c4-4258-9018-6a79e2a0b769';

const cleared = { relevant: true, obtained: true };

/** Dataset metadata with every field. */
export const METADATA: CollectionFormat = {
  associations: {
    organisation_id: ID,
    data_custodian_id: OTHER_ID,
    point_of_contact: 'Data desk, data@example.org',
  },
  approvals: {
    ethics_registration: cleared,
    ethics_access: cleared,
    indigenous_knowledge: cleared,
    export_controls: { relevant: false, obtained: false },
  },
  dataset_info: {
    name: 'Sea surface temperature',
    description: 'Daily gridded temperature.',
    access_info: {
      reposited: false,
      uri: 'https://files.example.org/sst/v2?region=gbr#top',
      description: 'Open directory.',
    },
    publisher_id: ID,
    created_date: { relevant: true, value: '2021-11-30' },
    published_date: { relevant: true, value: '2022-02-14' },
    license: 'https://creativecommons.org/licenses/by/4.0/',
    purpose: 'Validation of a reef model.',
    rights_holder: 'Example Organisation',
    usage_limitations: 'Research use only.',
    preferred_citation: 'Example Organisation (2022).',
    spatial_info: {
      coverage: 'SRID=4326;POLYGON((142 -24, 154 -24, 154 -10, 142 -10, 142 -24))',
      resolution: '0.05',
      extent: 'SRID=4326;POLYGON((142 -24, 154 -24, 154 -10, 142 -10, 142 -24))',
    },
    temporal_info: { duration: { begin_date: '2019-01-01', end_date: '2021-12-31' }, resolution: 'P1D' },
    formats: ['nc', 'csv'],
    keywords: ['temperature', 'reef'],
    user_metadata: { project: 'demo' },
  },
};

export const RECORD: ModelRunRecord = {
  workflow_template_id: ID,
  model_version: 'v1.2.0',
  inputs: [
    {
      dataset_template_id: ID,
      dataset_id: OTHER_ID,
      dataset_type: 'DATA_STORE',
      resources: { waves: 'forcing/waves.nc' },
    },
  ],
  outputs: [{ dataset_template_id: ID, dataset_id: OTHER_ID, dataset_type: 'DATA_STORE' }],
  annotations: { scenario: 'rcp45' },
  display_name: 'Reef model, 1 May',
  description: 'Nightly run.',
  study_id: ID,
  associations: { modeller_id: OTHER_ID, requesting_organisation_id: ID },
  start_time: 1_714_521_600,
  end_time: 1_714_525_200,
};

const DATASET: DatasetInfo = {
  display_name: 'Sea surface temperature',
  collection_format: METADATA,
  s3: { bucket_name: 'storage', path: 'datasets/x/', s3_uri: 's3://storage/datasets/x/' },
  release_history: [
    { action: 'REQUEST', timestamp: 1_714_521_600, approver: ID, requester: OTHER_ID, notes: '' },
  ],
  release_status: 'PENDING',
  release_approver: ID,
  release_timestamp: 1_714_521_600,
  access_info_uri: 'https://files.example.org/sst/v2?region=gbr#top',
};

const baseItem = { display_name: 'A sample', user_metadata: { project: 'demo' } };
const resource = {
  description: 'Waves',
  usage_type: 'FORCING_DATA',
  optional: false,
  is_folder: false,
} as const;

/** Content of an item by kind, with every field. */
export const INFO = {
  organisation: { ...baseItem, name: 'Example Organisation', ror: 'https://ror.org/03qn8fb07' },
  person: {
    ...baseItem,
    email: 'ada@example.org',
    first_name: 'Ada',
    last_name: 'Lovelace',
    orcid: 'https://orcid.org/0000-0002-1825-0097',
    ethics_approved: true,
  },
  model: {
    ...baseItem,
    name: 'Reef growth',
    description: 'Simulates coral cover.',
    documentation_url: 'https://docs.example.org/reef',
    source_url: 'https://github.com/example/reef',
  },
  modelRunWorkflow: {
    ...baseItem,
    software_id: ID,
    input_templates: [{ template_id: ID, optional: false }],
    output_templates: [{ template_id: OTHER_ID, optional: true }],
    annotations: { required: ['scenario'], optional: ['comment'] },
  },
  datasetTemplate: {
    ...baseItem,
    description: 'Forcing of the reef model',
    defined_resources: [{ path: 'grid.nc', ...resource }],
    deferred_resources: [{ key: 'waves', ...resource, additional_metadata: { unit: 'm' } }],
  },
  dataset: DATASET,
  study: { ...baseItem, title: 'Reef futures', description: 'Coral cover.', study_alternative_id: 'RF-2024' },
  createActivity: { ...baseItem, created_item_id: ID },
  versionActivity: {
    ...baseItem,
    reason: 'New grid',
    from_item_id: ID,
    to_item_id: OTHER_ID,
    new_version_number: 2,
  },
  modelRun: { ...baseItem, record_status: 'COMPLETE', record: RECORD, prov_serialisation: '{}' },
} as const;
