import * as z from 'zod/mini';
import { ITEM_CATEGORIES, ITEM_ROLES, ITEM_SUBTYPES, RECORD_TYPES } from './enums.ts';
import { openEnum } from './open-enum.ts';
import { Status } from './status.ts';
import { type Tolerant, tolerant } from './tolerant.ts';

const WorkflowLinks = z.looseObject({
  create_activity_workflow_id: z.nullish(z.string()),
  version_activity_workflow_id: z.nullish(z.string()),
});

const VersioningInfo = z.looseObject({
  previous_version: z.nullish(z.string()),
  version: z.number(),
  reason: z.nullish(z.string()),
  next_version: z.nullish(z.string()),
});

/** What every record of the registry has, whatever its kind. Timestamps are unix seconds. */
const HEADER = {
  id: z.string(),
  owner_username: z.string(),
  created_timestamp: z.number(),
  updated_timestamp: z.number(),
  item_category: openEnum(ITEM_CATEGORIES),
  item_subtype: openEnum(ITEM_SUBTYPES),
  record_type: openEnum(RECORD_TYPES),
  workflow_links: z.nullish(WorkflowLinks),
  versioning_info: z.nullish(VersioningInfo),
};

/** An item that so far is nothing but its handle. */
export const SeedItem = z.looseObject(HEADER);
export type SeedItem = z.infer<typeof SeedItem>;

/** One change of an item, and what the item said after it. Newest first; ids grow from 0. */
export interface HistoryEntry<Info> {
  readonly id: number;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly reason: string;
  readonly username: string;
  readonly item: Tolerant<Info>;
}

/** A complete item: what identifies it, what its kind says about it, and how it came to that. */
export type Item<Info> = SeedItem & Tolerant<Info> & { history: HistoryEntry<Info>[] };

/** The schema of stored items whose kind is described by `info`. */
export function storedItem<Info>(info: z.ZodMiniType<Info>): z.ZodMiniType<Item<Info>> {
  const said = tolerant(info);
  const entry = z.looseObject({
    id: z.number(),
    timestamp: z.number(),
    reason: z.string(),
    username: z.string(),
    item: said,
  });
  const header = z.looseObject({ ...HEADER, history: z.array(entry) });
  // An intersection of objects is typed as Item says, but only field by field, which generics do not see.
  return z.intersection(header, said) as unknown as z.ZodMiniType<Item<Info>>;
}

/** The schema of complete items of a kind and of its seeds. */
export function storedItemOrSeed<Complete>(
  item: z.ZodMiniType<Complete>,
): z.ZodMiniType<Complete | SeedItem> {
  const seed = z.looseObject({ ...HEADER, record_type: z.literal('SEED_ITEM') });
  return z.union([item, seed]);
}

/** An item of any kind, as the general routes give it: unparsed, without nulls. */
export const AnyItem = z.looseObject({ ...HEADER, display_name: z.nullish(z.string()) });
export type AnyItem = z.infer<typeof AnyItem>;

const fetchFields = {
  status: Status,
  /** What the caller may do with the item. */
  roles: z.nullish(z.array(openEnum(ITEM_ROLES))),
  locked: z.nullish(z.boolean()),
};

export interface Fetched<Item> {
  readonly item: Item;
  readonly roles?: string[] | null | undefined;
  readonly locked?: boolean | null | undefined;
  /** True for an item that so far is nothing but its handle; `item` then has only what identifies it. */
  readonly item_is_seed?: boolean | null | undefined;
}

export function fetched<Item>(item: z.ZodMiniType<Item>): z.ZodMiniType<Fetched<Item>> {
  return z.looseObject({ ...fetchFields, item, item_is_seed: z.nullish(z.boolean()) });
}
