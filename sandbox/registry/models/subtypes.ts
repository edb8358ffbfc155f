import { oneOf } from '../../pydantic/scalars.ts';

const CATEGORIES = ['ACTIVITY', 'AGENT', 'ENTITY'] as const;
export type Category = (typeof CATEGORIES)[number];

/** In the order of the server. Three are base subtypes, which no item has. */
const SUBTYPES = [
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
export type Subtype = (typeof SUBTYPES)[number];

export const category = oneOf('ItemCategory', CATEGORIES);
export const subtype = oneOf('ItemSubType', SUBTYPES);
export const recordType = oneOf('RecordType', ['SEED_ITEM', 'COMPLETE_ITEM']);
