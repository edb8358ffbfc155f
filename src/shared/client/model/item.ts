import * as z from 'zod/mini';
import { type Infer, lazy } from '../lazy-schema.ts';
import { ITEM_CATEGORIES, ITEM_ROLES, ITEM_SUBTYPES, RECORD_TYPES } from './enums.ts';
import { openEnum, responseObject } from './response-fields.ts';
import { Status } from './status.ts';
import { assignedId } from './text.ts';
import { type Tolerant, tolerant } from './tolerant.ts';

const WorkflowLinks = responseObject(() => ({
  create_activity_workflow_id: z.nullish(z.string()),
  version_activity_workflow_id: z.nullish(z.string()),
}));

const VersioningInfo = responseObject(() => ({
  previous_version: z.nullish(z.string()),
  version: z.number(),
  reason: z.nullish(z.string()),
  next_version: z.nullish(z.string()),
}));

/** Fields of every record of the registry, whatever its kind. */
const header = () => ({
  id: assignedId(),
  owner_username: z.string(),
  /** Unix seconds. */
  created_timestamp: z.number(),
  /** Unix seconds. */
  updated_timestamp: z.number(),
  item_category: openEnum(ITEM_CATEGORIES),
  item_subtype: openEnum(ITEM_SUBTYPES),
  record_type: openEnum(RECORD_TYPES),
  /** Sessions of the jobs that record the creation of the item, or of this version of it. */
  workflow_links: z.nullish(WorkflowLinks()),
  /** Number of the version, and the handles of its neighbours; only of kinds that can have versions. */
  versioning_info: z.nullish(VersioningInfo()),
});

/** An item that has only a handle so far. */
export const SeedItem = responseObject(header);
export interface SeedItem extends Infer<typeof SeedItem> {}

/** One change of an item, and its content after it. Newest first; ids count from 0. */
export interface HistoryEntry<Info> {
  readonly id: number;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly reason: string;
  readonly username: string;
  readonly item: Tolerant<Info>;
}

/** A complete item: its identity, the content of its kind, and its history. */
export type Item<Info> = SeedItem & Tolerant<Info> & { history: HistoryEntry<Info>[] };

/** The schema of stored items whose kind is described by `info`. */
export function storedItem<Info>(info: z.ZodMiniType<Info>): z.ZodMiniType<Item<Info>> {
  const tolerantInfo = tolerant(info);
  const entry = z.looseObject({
    id: z.number(),
    timestamp: z.number(),
    reason: z.string(),
    username: z.string(),
    item: tolerantInfo,
  });
  const stored = z.looseObject({ ...getFields(tolerantInfo), ...header(), history: z.array(entry) });
  // The fields are those of Item; the types cannot see this through a generic.
  return stored as unknown as z.ZodMiniType<Item<Info>>;
}

/** What describes a kind is an object. */
function getFields(schema: z.ZodMiniType): z.core.$ZodShape {
  if (schema instanceof z.ZodMiniObject) return schema.shape;
  throw new Error('a kind of items must be described by an object');
}

/** An item of any kind, as the general routes return it: unparsed, without null values. */
export const AnyItem = responseObject(() => ({ ...header(), display_name: z.nullish(z.string()) }));
export interface AnyItem extends Infer<typeof AnyItem> {}

export interface FetchResult<Item> {
  readonly item: Item;
  /** What the caller may do with the item. */
  readonly roles?: string[] | null | undefined;
  readonly locked?: boolean | null | undefined;
  readonly item_is_seed?: false | null | undefined;
}

/** The result of fetching an item that has only a handle so far. */
export interface SeedFetchResult extends Omit<FetchResult<SeedItem>, 'item_is_seed'> {
  readonly item_is_seed: true;
}

const fetchFields = <Item>(item: z.ZodMiniType<Item>) => ({
  status: Status(),
  item,
  roles: z.nullish(z.array(openEnum(ITEM_ROLES))),
  locked: z.nullish(z.boolean()),
});

export function fetchResult<Item>(item: z.ZodMiniType<Item>): z.ZodMiniType<FetchResult<Item>> {
  return z.looseObject(fetchFields(item));
}

export const seedFetchResult = lazy(
  (): z.ZodMiniType<SeedFetchResult> =>
    z.looseObject({ ...fetchFields(SeedItem()), item_is_seed: z.literal(true) }),
);
