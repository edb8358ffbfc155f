import * as z from 'zod/mini';
import type { Infer } from '../lazy-schema.ts';
import type { Page, PageRequest } from '../paging.ts';
import type { ItemSubtype, RELEASE_STATES } from './enums.ts';
import { AnyItem, SeedItem } from './item.ts';
import { jsonObject, listOrEmpty, responseObject } from './response-fields.ts';
import { Status } from './status.ts';

/** Opaque to the client. */
export const PageKey = z.nullish(jsonObject);

export interface Sorting {
  sort_type?:
    | 'CREATED_TIME'
    | 'UPDATED_TIME'
    | 'DISPLAY_NAME'
    | 'RELEASE_TIMESTAMP'
    | 'ACCESS_INFO_URI_BEGINS_WITH'
    | undefined;
  /** Default false. */
  ascending?: boolean | undefined;
  /** Required with ACCESS_INFO_URI_BEGINS_WITH, and not allowed without it. */
  begins_with?: string | undefined;
}

interface PagedRequest extends PageRequest {
  /** Default: by time of update, newest first. Seeds have no display name and are missing when sorted by it. */
  sort_by?: Sorting | null | undefined;
  /** Records that the server looks at for one page, from 1; default 20. Filters apply afterwards. */
  page_size?: number | undefined;
}

/** A page of datasets, through the data store. */
export interface DatasetListRequest extends PagedRequest {}

/** A page of one kind of items. The registry ignores other filters here. */
export interface KindListRequest extends PagedRequest {
  filter_by?: RecordTypeFilter | null | undefined;
}

interface RecordTypeFilter {
  /** Default COMPLETE_ONLY. */
  record_type?: 'ALL' | 'SEED_ONLY' | 'COMPLETE_ONLY' | undefined;
}

/** A page of items of all kinds. `item_subtype` and `release_status` cannot be combined. */
export interface GeneralListRequest extends PagedRequest {
  filter_by?: GeneralFilter | null | undefined;
}

interface GeneralFilter extends RecordTypeFilter {
  item_subtype?: ItemSubtype | undefined;
  /** Handle of the reviewer. */
  release_reviewer?: string | undefined;
  release_status?: (typeof RELEASE_STATES)[number] | undefined;
}

/** A page of items. The counts are those of this page after filtering; they are not totals of the registry. */
export interface ItemPage<Item> extends Page {
  readonly items: Item[];
  readonly seed_items: SeedItem[];
  readonly unparsable_items: Record<string, unknown>[];
  readonly total_item_count?: number | null | undefined;
  readonly complete_item_count?: number | null | undefined;
  readonly seed_item_count?: number | null | undefined;
  readonly unparsable_item_count?: number | null | undefined;
  /** How many were dropped because the caller may not read them. */
  readonly not_authorised_count?: number | null | undefined;
}

const count = z.nullish(z.number());

export function itemPage<Item>(item: z.ZodMiniType<Item>): z.ZodMiniType<ItemPage<Item>> {
  return z.looseObject({
    status: Status(),
    items: listOrEmpty(item),
    seed_items: listOrEmpty(SeedItem()),
    unparsable_items: listOrEmpty(jsonObject),
    total_item_count: count,
    complete_item_count: count,
    seed_item_count: count,
    unparsable_item_count: count,
    not_authorised_count: count,
    pagination_key: PageKey,
  });
}

/** An item of any kind; its fields beyond these are its kind's own. */
export const GeneralFetchResult = responseObject(() => ({ status: Status(), item: AnyItem() }));
export interface GeneralFetchResult extends Infer<typeof GeneralFetchResult> {}

export const GeneralPage = responseObject(() => ({
  status: Status(),
  items: listOrEmpty(AnyItem()),
  total_item_count: count,
  pagination_key: PageKey,
}));
export interface GeneralPage extends Infer<typeof GeneralPage> {}
