import { type Category, SUBTYPE_CATEGORIES, type Subtype } from '../registry/models/subtypes.ts';

export type KindLabels = { one: string; many: string };

/** Names of kinds on the pages. The node of a workflow template in the graph has the base subtype WORKFLOW_TEMPLATE. */
const LABELS: Readonly<Record<string, KindLabels>> = {
  ORGANISATION: { one: 'Organisation', many: 'Organisations' },
  PERSON: { one: 'Person', many: 'People' },
  MODEL: { one: 'Model', many: 'Models' },
  SOFTWARE: { one: 'Software', many: 'Software' },
  MODEL_RUN_WORKFLOW_TEMPLATE: { one: 'Workflow template', many: 'Workflow templates' },
  WORKFLOW_TEMPLATE: { one: 'Workflow template', many: 'Workflow templates' },
  DATASET_TEMPLATE: { one: 'Dataset template', many: 'Dataset templates' },
  DATASET: { one: 'Dataset', many: 'Datasets' },
  STUDY: { one: 'Study', many: 'Studies' },
  MODEL_RUN: { one: 'Model run', many: 'Model runs' },
  WORKFLOW_RUN: { one: 'Workflow run', many: 'Workflow runs' },
  CREATE: { one: 'Creation', many: 'Creations' },
  VERSION: { one: 'New version', many: 'New versions' },
} satisfies Record<Subtype, KindLabels>;

/** The names of a kind. An unread import may have a kind that does not exist: it keeps its own name. */
export function getKindLabels(subtype: string): KindLabels {
  const labels = Object.hasOwn(LABELS, subtype) ? LABELS[subtype] : undefined;
  return labels ?? { one: subtype, many: subtype };
}

/** The category of a kind, by which it is drawn. */
export function getCategory(subtype: string): Category {
  const categories: Readonly<Record<string, Category>> = SUBTYPE_CATEGORIES;
  return (Object.hasOwn(categories, subtype) ? categories[subtype] : undefined) ?? 'ENTITY';
}
