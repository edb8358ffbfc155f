import type { Category, Subtype } from '../registry/models/subtypes.ts';

type KindLabels = { one: string; many: string; category: Category };

/** Names of kinds on the pages, and how they are drawn. In the graph, workflow templates also have their base type. */
const LABELS: Readonly<Record<string, KindLabels>> = {
  ORGANISATION: { one: 'Organisation', many: 'Organisations', category: 'AGENT' },
  PERSON: { one: 'Person', many: 'People', category: 'AGENT' },
  MODEL: { one: 'Model', many: 'Models', category: 'ENTITY' },
  SOFTWARE: { one: 'Software', many: 'Software', category: 'ENTITY' },
  MODEL_RUN_WORKFLOW_TEMPLATE: { one: 'Workflow template', many: 'Workflow templates', category: 'ENTITY' },
  WORKFLOW_TEMPLATE: { one: 'Workflow template', many: 'Workflow templates', category: 'ENTITY' },
  DATASET_TEMPLATE: { one: 'Dataset template', many: 'Dataset templates', category: 'ENTITY' },
  DATASET: { one: 'Dataset', many: 'Datasets', category: 'ENTITY' },
  STUDY: { one: 'Study', many: 'Studies', category: 'ACTIVITY' },
  MODEL_RUN: { one: 'Model run', many: 'Model runs', category: 'ACTIVITY' },
  WORKFLOW_RUN: { one: 'Workflow run', many: 'Workflow runs', category: 'ACTIVITY' },
  CREATE: { one: 'Creation', many: 'Creations', category: 'ACTIVITY' },
  VERSION: { one: 'New version', many: 'New versions', category: 'ACTIVITY' },
} satisfies Record<Subtype, KindLabels>;

/** The names of a kind. An unread import may have a kind that does not exist: it keeps its own name. */
export function getKindLabels(subtype: string): KindLabels {
  const labels = Object.hasOwn(LABELS, subtype) ? LABELS[subtype] : undefined;
  return labels ?? { one: subtype, many: subtype, category: 'ENTITY' };
}
