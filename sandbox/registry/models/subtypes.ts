import { oneOf } from '../../pydantic/scalars.ts';

const CATEGORIES = ['ACTIVITY', 'AGENT', 'ENTITY'] as const;
export type Category = (typeof CATEGORIES)[number];

/** The category of each subtype, in the order of the server. Three are base subtypes, which no item has. */
export const SUBTYPE_CATEGORIES = {
  WORKFLOW_RUN: 'ACTIVITY',
  MODEL_RUN: 'ACTIVITY',
  STUDY: 'ACTIVITY',
  CREATE: 'ACTIVITY',
  VERSION: 'ACTIVITY',
  PERSON: 'AGENT',
  ORGANISATION: 'AGENT',
  SOFTWARE: 'ENTITY',
  MODEL: 'ENTITY',
  WORKFLOW_TEMPLATE: 'ENTITY',
  MODEL_RUN_WORKFLOW_TEMPLATE: 'ENTITY',
  DATASET: 'ENTITY',
  DATASET_TEMPLATE: 'ENTITY',
} as const satisfies Record<string, Category>;
export type Subtype = keyof typeof SUBTYPE_CATEGORIES;
// Object.keys has the type string[]
const SUBTYPES = Object.keys(SUBTYPE_CATEGORIES) as Subtype[];

export const category = oneOf<Category>('ItemCategory', CATEGORIES);
export const subtype = oneOf('ItemSubType', SUBTYPES);
export const recordType = oneOf('RecordType', ['SEED_ITEM', 'COMPLETE_ITEM']);
