import { list, looseObject } from '../../pydantic/collections.ts';
import { type FieldValues, model } from '../../pydantic/model.ts';
import { boolean, integer, oneOf, text } from '../../pydantic/scalars.ts';
import { byDefault, type Infer, optional } from '../../pydantic/type.ts';
import { releaseStatus } from './dataset.ts';
import { subtype } from './subtypes.ts';

const SORTS = [
  'CREATED_TIME',
  'UPDATED_TIME',
  'DISPLAY_NAME',
  'RELEASE_TIMESTAMP',
  'ACCESS_INFO_URI_BEGINS_WITH',
] as const;
export type SortType = (typeof SORTS)[number];

export const SortOptions = model(
  'SortOptions',
  {
    sort_type: optional(oneOf('SortType', SORTS)),
    ascending: byDefault(boolean, () => false),
    begins_with: optional(text()),
  },
  {
    rules: [
      ({ sort_type, begins_with }) => {
        const byPrefix = sort_type === 'ACCESS_INFO_URI_BEGINS_WITH';
        if (begins_with && !byPrefix)
          return 'begins_with is only allowed with the sort type ACCESS_INFO_URI_BEGINS_WITH.';
        return byPrefix && !begins_with
          ? 'The sort type ACCESS_INFO_URI_BEGINS_WITH needs begins_with.'
          : undefined;
      },
    ],
    checksAlways: true,
  },
);
export type SortOptions = Infer<typeof SortOptions>;

const recordTypes = byDefault(
  oneOf('QueryRecordTypes', ['ALL', 'SEED_ONLY', 'COMPLETE_ONLY']),
  () => 'COMPLETE_ONLY' as const,
);

const FilterOptions = model(
  'FilterOptions',
  {
    record_type: recordTypes,
    item_subtype: optional(subtype),
    release_reviewer: optional(text()),
    release_status: optional(releaseStatus),
  },
  {
    rules: [
      ({ item_subtype, release_status }) =>
        item_subtype && release_status ? 'item_subtype and release_status cannot be combined.' : undefined,
    ],
    checksAlways: true,
  },
);
export type FilterOptions = Infer<typeof FilterOptions>;

const PAGE = { pagination_key: optional(looseObject), page_size: byDefault(integer(), () => 20) };
const sort_by = optional(SortOptions);
const PAGING = { sort_by, ...PAGE };
export type Paging = FieldValues<typeof PAGING>;

export const GeneralListRequest = model('GeneralListRequest', {
  filter_by: optional(FilterOptions),
  ...PAGING,
});
export const SubtypeListRequest = model('SubtypeListRequest', {
  filter_by: optional(model('SubtypeFilterOptions', { record_type: recordTypes })),
  ...PAGING,
});
export const NoFilterListRequest = model('NoFilterSubtypeListRequest', PAGING);
export const ReleasesRequest = model('ListUserReviewingDatasetsRequest', {
  ...PAGE,
  sort_by,
  filter_by: FilterOptions,
});

export const RevertRequest = model('ItemRevertRequest', {
  id: text(),
  history_id: integer(),
  reason: text(),
});
export const VersionRequest = model('VersionRequest', { id: text(), reason: text() });
export const LockChangeRequest = model('LockChangeRequest', { id: text(), reason: text() });

const importMode = oneOf('ImportMode', [
  'ADD_ONLY',
  'ADD_OR_OVERWRITE',
  'OVERWRITE_ONLY',
  'SYNC_ADD_OR_OVERWRITE',
  'SYNC_DELETION_ALLOWED',
]);
/** The settings of an import, for the registry and for groups. */
export const IMPORT_SETTINGS = {
  import_mode: importMode,
  parse_items: byDefault(boolean, () => true),
  allow_entry_deletion: byDefault(boolean, () => false),
  trial_mode: byDefault(boolean, () => true),
};
const ImportSettings = model('ImportSettings', IMPORT_SETTINGS);
export type ImportSettings = Infer<typeof ImportSettings>;

export const BundledItem = model('BundledItem', {
  id: text(),
  item_payload: looseObject,
  auth_payload: looseObject,
  lock_payload: looseObject,
});
export type BundledItem = Infer<typeof BundledItem>;

export const RegistryImportRequest = model('RegistryImportRequest', {
  ...IMPORT_SETTINGS,
  items: list(BundledItem),
});
const TableNames = model('TableNames', {
  resource_table_name: text(),
  auth_table_name: text(),
  lock_table_name: text(),
});
export const RegistryRestoreRequest = model('RegistryRestoreRequest', {
  ...IMPORT_SETTINGS,
  table_names: TableNames,
});
export const GraphRestoreRequest = model('ProvGraphRestoreRequest', {
  trial_mode: byDefault(boolean, () => true),
  abort_if_failures: byDefault(boolean, () => true),
  items: list(BundledItem),
});
