import { oneOf } from '../../pydantic/scalars.ts';

const CATEGORIES = ['ACTIVITY', 'AGENT', 'ENTITY'] as const;
export type Category = (typeof CATEGORIES)[number];

/** The category of each subtype, in the order of the server. Three are base subtypes, which no item has. */
export const CATEGORY_OF = {
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
export type Subtype = keyof typeof CATEGORY_OF;
// the keys of the constant
const SUBTYPES = Object.keys(CATEGORY_OF) as Subtype[];

export const category = oneOf<Category>('ItemCategory', CATEGORIES);
export const subtype = oneOf('ItemSubType', SUBTYPES);
export const recordType = oneOf('RecordType', ['SEED_ITEM', 'COMPLETE_ITEM']);
