import { list, mapOf } from '../../pydantic/collections.ts';
import { type Model, model } from '../../pydantic/model.ts';
import { boolean, integer, oneOf, text } from '../../pydantic/scalars.ts';
import { byDefault, checked, type Infer, optional, type Type } from '../../pydantic/type.ts';
import type { AnyDomainInfo } from './domain.ts';
import { category, recordType, SUBTYPE_CATEGORIES, type Subtype, subtype } from './subtypes.ts';

const WorkflowLinks = model('WorkflowLinks', {
  create_activity_workflow_id: optional(text()),
  version_activity_workflow_id: optional(text()),
});

const VersioningInfo = model(
  'VersioningInfo',
  {
    previous_version: optional(text()),
    version: integer(),
    reason: optional(text()),
    next_version: optional(text()),
  },
  {
    rules: [
      (versioning) =>
        versioning.previous_version !== null && versioning.reason === null
          ? 'A version after the first needs a reason.'
          : undefined,
    ],
  },
);

/** The fields of every item, including seeds. */
const HEADER = {
  id: text(),
  owner_username: text(),
  created_timestamp: integer(),
  updated_timestamp: integer(),
  item_category: category,
  item_subtype: subtype,
  record_type: recordType,
  workflow_links: optional(WorkflowLinks),
  versioning_info: optional(VersioningInfo),
};
export const SeededItem = model('SeededItem', HEADER);
export type SeededItem = Infer<typeof SeededItem>;

type OptionalHeader = 'workflow_links' | 'versioning_info';
export type StoredVersioning = {
  previous_version?: string;
  version: number;
  reason?: string;
  next_version?: string;
};

/** An item as it is stored, without null fields. */
export type StoredItem = Omit<SeededItem, OptionalHeader> & {
  workflow_links?: { create_activity_workflow_id?: string; version_activity_workflow_id?: string };
  versioning_info?: StoredVersioning;
  display_name?: string;
  history?: HistoryEntry[];
  [field: string]: unknown;
};

export type HistoryEntry = {
  id: number;
  timestamp: number;
  reason: string;
  username: string;
  item: Record<string, unknown>;
};

export type ItemModel<D extends AnyDomainInfo> = Model<D['fields'] & typeof HEADER>;

/** The model of a complete item of a kind. It rejects a stored item of another kind. */
export function createItemModel<D extends AnyDomainInfo>(domain: D, ownSubtype: Subtype): ItemModel<D> {
  const ownCategory = SUBTYPE_CATEGORIES[ownSubtype];
  const entry = model(`HistoryEntry_${domain.name}_`, {
    id: integer(),
    timestamp: integer(),
    reason: text(),
    username: text(),
    item: domain,
  });
  const history = checked(
    list(entry),
    (entries) =>
      new Set(entries.map((one) => one.id)).size === entries.length
        ? undefined
        : 'History ids must be unique.',
    'assertion_error',
  );
  const expecting = <T extends string>(type: Type<T>, expected: T) =>
    byDefault(
      checked(type, (value) => (value === expected ? undefined : `Expected ${expected}.`), 'assertion_error'),
      () => expected,
    );
  return model(`Item${domain.name.replace('DomainInfo', '')}`, {
    ...domain.fields,
    history,
    ...HEADER,
    item_category: expecting(category, ownCategory),
    item_subtype: expecting(subtype, ownSubtype),
  });
}

/** The access settings of an item: its owner, and the roles of all users and of groups by id. */
export const AccessSettings = model('AccessSettings', {
  owner: text(),
  general: list(text()),
  groups: mapOf(list(text())),
});
export type AccessSettings = Infer<typeof AccessSettings>;
export const AccessEntry = model('AuthTableEntry', { id: text(), access_settings: AccessSettings });

const LockEvent = model('LockEvent', {
  action_type: oneOf('LockActionType', ['LOCK', 'UNLOCK']),
  username: text(),
  email: optional(text()),
  reason: text(),
  timestamp: integer(),
});
export type LockEvent = Infer<typeof LockEvent>;
const LockInformation = model('LockInformation', { locked: boolean, history: list(LockEvent) });
export type LockInformation = Infer<typeof LockInformation>;
export const LockEntry = model('LockTableEntry', { id: text(), lock_information: LockInformation });
