import type { Fields, Model } from '../pydantic/model.ts';
import { Create, ModelRun, Study, Version } from './models/activities.ts';
import { Dataset } from './models/dataset.ts';
import type { AnyDomainInfo } from './models/domain.ts';
import { DatasetTemplate, Organisation, Person, Software, WorkflowTemplate } from './models/entities.ts';
import { createItemModel } from './models/item.ts';
import type { Category, Subtype } from './models/subtypes.ts';
import { UI_SCHEMAS, type UiSchema } from './ui-schemas.ts';

const ITEM_ROLES = ['metadata-read', 'metadata-write', 'admin'] as const;
const DATASET_ROLES = [...ITEM_ROLES, 'dataset-data-read', 'dataset-data-write'] as const;

/** Who writes items of a kind: users, the server as a side effect, or another API for users. */
type Writers = 'people' | 'server' | 'data-store-api' | 'prov-api';

/** A kind of items: everything in which the ten kinds differ. */
export type Kind = {
  subtype: Subtype;
  category: Category;
  /** Below `/registry/`. */
  path: string;
  domain: AnyDomainInfo;
  item: Model<Fields>;
  writers: Writers;
  /** Whether a writer must be linked to a person. */
  requiresLinkedPerson: boolean;
  /** Whether items have versions, and an activity records their creation. */
  hasVersions: boolean;
  /** Whether reviewers decide on the release of items. */
  hasReleases: boolean;
  roles: readonly string[];
  defaultAccess: readonly string[];
  uiSchema: UiSchema;
};

type Row = Pick<Kind, 'subtype' | 'category' | 'path' | 'domain' | 'writers'> & Partial<Kind>;

function kind(row: Row): Kind {
  return {
    requiresLinkedPerson: false,
    hasVersions: false,
    hasReleases: false,
    roles: ITEM_ROLES,
    defaultAccess: ['metadata-read'],
    uiSchema: UI_SCHEMAS[row.subtype] ?? {},
    item: createItemModel(row.domain, row.category, row.subtype),
    ...row,
  };
}

const VERSIONED = { requiresLinkedPerson: true, hasVersions: true };

export const KINDS: readonly Kind[] = [
  kind({
    subtype: 'ORGANISATION',
    category: 'AGENT',
    path: 'agent/organisation',
    domain: Organisation,
    writers: 'people',
  }),
  kind({ subtype: 'PERSON', category: 'AGENT', path: 'agent/person', domain: Person, writers: 'people' }),
  kind({
    subtype: 'MODEL',
    category: 'ENTITY',
    path: 'entity/model',
    domain: Software,
    writers: 'people',
    ...VERSIONED,
  }),
  kind({
    subtype: 'MODEL_RUN_WORKFLOW_TEMPLATE',
    category: 'ENTITY',
    path: 'entity/model_run_workflow',
    domain: WorkflowTemplate,
    writers: 'people',
    ...VERSIONED,
  }),
  kind({
    subtype: 'DATASET_TEMPLATE',
    category: 'ENTITY',
    path: 'entity/dataset_template',
    domain: DatasetTemplate,
    writers: 'people',
    ...VERSIONED,
  }),
  kind({
    subtype: 'DATASET',
    category: 'ENTITY',
    path: 'entity/dataset',
    domain: Dataset,
    writers: 'data-store-api',
    ...VERSIONED,
    hasReleases: true,
    roles: DATASET_ROLES,
    defaultAccess: ['metadata-read', 'dataset-data-read'],
  }),
  kind({
    subtype: 'STUDY',
    category: 'ACTIVITY',
    path: 'activity/study',
    domain: Study,
    writers: 'people',
    requiresLinkedPerson: true,
  }),
  kind({
    subtype: 'CREATE',
    category: 'ACTIVITY',
    path: 'activity/create',
    domain: Create,
    writers: 'server',
  }),
  kind({
    subtype: 'VERSION',
    category: 'ACTIVITY',
    path: 'activity/version',
    domain: Version,
    writers: 'server',
  }),
  kind({
    subtype: 'MODEL_RUN',
    category: 'ACTIVITY',
    path: 'activity/model_run',
    domain: ModelRun,
    writers: 'prov-api',
  }),
];

/** @returns the kind of a subtype. @throws Error for a base subtype, which no item has */
export function getKind(subtype: Subtype): Kind {
  const kindOfSubtype = KINDS.find((row) => row.subtype === subtype);
  if (!kindOfSubtype) throw new Error(`no kind has the subtype ${subtype}`);
  return kindOfSubtype;
}
