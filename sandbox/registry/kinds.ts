import type { Fields, Model } from '../pydantic/model.ts';
import { Create, ModelRun, Study, Version } from './models/activities.ts';
import { Dataset } from './models/dataset.ts';
import type { AnyDomainInfo } from './models/domain.ts';
import { DatasetTemplate, Organisation, Person, Software, WorkflowTemplate } from './models/entities.ts';
import { createItemModel } from './models/item.ts';
import type { Subtype } from './models/subtypes.ts';
import { UI_SCHEMAS, type UiSchema } from './ui-schemas.ts';

const ITEM_ROLES = ['metadata-read', 'metadata-write', 'admin'] as const;
const DATASET_ROLES = [...ITEM_ROLES, 'dataset-data-read', 'dataset-data-write'] as const;

/** Who writes items of a kind: users, the server as a side effect, or another API for users. */
type Writers = 'people' | 'server' | 'data-store-api' | 'prov-api';

/** A kind of items: everything in which the ten kinds differ. */
export type Kind = {
  subtype: Subtype;
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

/** Creates a row of the table; `overrides` replace the values that most kinds have. */
function kind(
  subtype: Subtype,
  path: string,
  domain: AnyDomainInfo,
  writers: Writers,
  overrides: Partial<Kind> = {},
): Kind {
  return {
    subtype,
    path,
    domain,
    writers,
    item: createItemModel(domain, subtype),
    uiSchema: UI_SCHEMAS[subtype] ?? {},
    requiresLinkedPerson: false,
    hasVersions: false,
    hasReleases: false,
    roles: ITEM_ROLES,
    defaultAccess: ['metadata-read'],
    ...overrides,
  };
}

const VERSIONED = { requiresLinkedPerson: true, hasVersions: true };

export const KINDS: readonly Kind[] = [
  kind('ORGANISATION', 'agent/organisation', Organisation, 'people'),
  kind('PERSON', 'agent/person', Person, 'people'),
  kind('MODEL', 'entity/model', Software, 'people', VERSIONED),
  kind('MODEL_RUN_WORKFLOW_TEMPLATE', 'entity/model_run_workflow', WorkflowTemplate, 'people', VERSIONED),
  kind('DATASET_TEMPLATE', 'entity/dataset_template', DatasetTemplate, 'people', VERSIONED),
  kind('DATASET', 'entity/dataset', Dataset, 'data-store-api', {
    ...VERSIONED,
    hasReleases: true,
    roles: DATASET_ROLES,
    defaultAccess: ['metadata-read', 'dataset-data-read'],
  }),
  kind('STUDY', 'activity/study', Study, 'people', { requiresLinkedPerson: true }),
  kind('CREATE', 'activity/create', Create, 'server'),
  kind('VERSION', 'activity/version', Version, 'server'),
  kind('MODEL_RUN', 'activity/model_run', ModelRun, 'prov-api'),
];

/** @returns the kind of a subtype. @throws Error for a base subtype, which no item has */
export function getKind(subtype: Subtype): Kind {
  const kindOfSubtype = KINDS.find((row) => row.subtype === subtype);
  if (!kindOfSubtype) throw new Error(`no kind has the subtype ${subtype}`);
  return kindOfSubtype;
}
