import type { Infer } from '../pydantic/type.ts';
import { Create, ModelRun, Study, Version } from './models/activities.ts';
import { Dataset } from './models/dataset.ts';
import type { AnyDomainInfo } from './models/domain.ts';
import { DatasetTemplate, Organisation, Person, Software, WorkflowTemplate } from './models/entities.ts';
import { createItemModel, type ItemModel } from './models/item.ts';
import type { Subtype } from './models/subtypes.ts';
import { createItemParser, type ItemParser } from './parse.ts';
import { UI_SCHEMAS, type UiSchema } from './ui-schemas.ts';

const ITEM_ROLES = ['metadata-read', 'metadata-write', 'admin'] as const;
const DATASET_ROLES = [...ITEM_ROLES, 'dataset-data-read', 'dataset-data-write'] as const;

/** Who writes items of a kind: users, the server as a side effect, or another API for users. */
type Writers = 'people' | 'server' | 'data-store-api' | 'prov-api';

/** A complete item of the kind with the model `D`. */
export type ItemOf<D extends AnyDomainInfo> = Infer<ItemModel<D>>;

/** A kind of items: everything in which the ten kinds differ. `D` is the model of the fields that users write. */
export type Kind<D extends AnyDomainInfo = AnyDomainInfo> = {
  subtype: Subtype;
  /** Below `/registry/`. */
  path: string;
  domain: D;
  item: ItemModel<D>;
  parse: ItemParser<ItemOf<D>>;
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
function kind<D extends AnyDomainInfo>(
  subtype: Subtype,
  path: string,
  domain: D,
  writers: Writers,
  overrides: Partial<Kind<D>> = {},
): Kind<D> {
  const item = createItemModel(domain, subtype);
  return {
    subtype,
    path,
    domain,
    writers,
    item,
    parse: createItemParser(item),
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

export const ORGANISATION = kind('ORGANISATION', 'agent/organisation', Organisation, 'people');
export const PERSON = kind('PERSON', 'agent/person', Person, 'people');
export const MODEL = kind('MODEL', 'entity/model', Software, 'people', VERSIONED);
export const WORKFLOW_TEMPLATE = kind(
  'MODEL_RUN_WORKFLOW_TEMPLATE',
  'entity/model_run_workflow',
  WorkflowTemplate,
  'people',
  VERSIONED,
);
export const DATASET_TEMPLATE = kind(
  'DATASET_TEMPLATE',
  'entity/dataset_template',
  DatasetTemplate,
  'people',
  VERSIONED,
);
export const DATASET = kind('DATASET', 'entity/dataset', Dataset, 'data-store-api', {
  ...VERSIONED,
  hasReleases: true,
  roles: DATASET_ROLES,
  defaultAccess: ['metadata-read', 'dataset-data-read'],
});
export const STUDY = kind('STUDY', 'activity/study', Study, 'people', { requiresLinkedPerson: true });
export const CREATE = kind('CREATE', 'activity/create', Create, 'server');
export const VERSION = kind('VERSION', 'activity/version', Version, 'server');
export const MODEL_RUN = kind('MODEL_RUN', 'activity/model_run', ModelRun, 'prov-api');

export const KINDS: readonly Kind[] = [
  ORGANISATION,
  PERSON,
  MODEL,
  WORKFLOW_TEMPLATE,
  DATASET_TEMPLATE,
  DATASET,
  STUDY,
  CREATE,
  VERSION,
  MODEL_RUN,
];

/** @returns the kind of a subtype. @throws Error for a base subtype, which no item has */
export function getKind(subtype: Subtype): Kind {
  const kindOfSubtype = KINDS.find((row) => row.subtype === subtype);
  if (!kindOfSubtype) throw new Error(`no kind has the subtype ${subtype}`);
  return kindOfSubtype;
}
