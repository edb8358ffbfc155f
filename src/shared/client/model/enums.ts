/** Values of the servers' enumerations, as of provena a4142d4. Responses may contain others. */
export const ITEM_SUBTYPES = [
  'WORKFLOW_RUN',
  'MODEL_RUN',
  'STUDY',
  'CREATE',
  'VERSION',
  'PERSON',
  'ORGANISATION',
  'SOFTWARE',
  'MODEL',
  'WORKFLOW_TEMPLATE',
  'MODEL_RUN_WORKFLOW_TEMPLATE',
  'DATASET',
  'DATASET_TEMPLATE',
] as const;
export type ItemSubtype = (typeof ITEM_SUBTYPES)[number];

export const ITEM_CATEGORIES = ['ACTIVITY', 'AGENT', 'ENTITY'] as const;
export const RECORD_TYPES = ['SEED_ITEM', 'COMPLETE_ITEM'] as const;
export const RELEASE_STATES = ['NOT_RELEASED', 'PENDING', 'RELEASED'] as const;
export const RELEASE_ACTIONS = ['REQUEST', 'APPROVE', 'REJECT'] as const;
export const USAGE_TYPES = ['PARAMETER_FILE', 'CONFIG_FILE', 'FORCING_DATA', 'GENERAL_DATA'] as const;
export const RUN_STATES = ['INCOMPLETE', 'COMPLETE', 'LODGED'] as const;
export const ITEM_ROLES = [
  'metadata-read',
  'metadata-write',
  'admin',
  'dataset-data-read',
  'dataset-data-write',
] as const;

export const JOB_STATUSES = ['PENDING', 'DEQUEUED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED'] as const;
export const JOB_TYPES = ['PROV_LODGE', 'REGISTRY', 'EMAIL', 'REPORT'] as const;
export const JOB_SUBTYPES = [
  'PROV_LODGE_WAKE_UP',
  'MODEL_RUN_PROV_LODGE',
  'MODEL_RUN_LODGE_ONLY',
  'MODEL_RUN_BATCH_SUBMIT',
  'LODGE_CREATE_ACTIVITY',
  'LODGE_VERSION_ACTIVITY',
  'MODEL_RUN_UPDATE',
  'MODEL_RUN_UPDATE_LODGE_ONLY',
  'REGISTRY_WAKE_UP',
  'REGISTER_CREATE_ACTIVITY',
  'REGISTER_VERSION_ACTIVITY',
  'EMAIL_WAKE_UP',
  'SEND_EMAIL',
  'GENERATE_REPORT',
] as const;

export const IMPORT_MODES = [
  'ADD_ONLY',
  'ADD_OR_OVERWRITE',
  'OVERWRITE_ONLY',
  'SYNC_ADD_OR_OVERWRITE',
  'SYNC_DELETION_ALLOWED',
] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];
