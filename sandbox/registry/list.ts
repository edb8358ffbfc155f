import { badRequest, forbidden, serverError } from '../http/errors.ts';
import { createSuccessStatus } from '../http/status.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { DATASET, type Kind } from './kinds.ts';
import type { StoredItem } from './models/item.ts';
import type { FilterOptions, Paging } from './models/requests.ts';
import { type Actor, getItemRoles, getLinkedPerson, hasAnyRole, READ_ROLES } from './permission.ts';
import { type Page, type Partition, queryPage } from './query.ts';

type RecordTypeFilter = 'ALL' | 'SEED_ONLY' | 'COMPLETE_ONLY';

interface PageRequest {
  partition: Partition;
  paging: Paging;
  filterItem: (item: StoredItem) => boolean;
}

/** The items of one page that match the filter and that the caller can read. */
function listVisiblePage(state: SandboxState, { partition, paging, filterItem }: PageRequest, actor: Actor) {
  const page: Page = queryPage(state, partition, paging);
  const matching = page.examined.filter(filterItem);
  const visible = matching.filter((item) => hasAnyRole(getItemRoles(state, item, actor), READ_ROLES));
  return { visible, hidden: matching.length - visible.length, pagination_key: page.pagination_key };
}

function createRecordTypeFilter(filter: RecordTypeFilter): (item: StoredItem) => boolean {
  if (filter === 'ALL') return () => true;
  const type = filter === 'SEED_ONLY' ? 'SEED_ITEM' : 'COMPLETE_ITEM';
  return (item) => item.record_type === type;
}

/** A page of items of one kind: complete ones, seeds and invalid ones, with their counts. */
export function listKind(
  state: SandboxState,
  kind: Kind,
  paging: Paging & { record_type: RecordTypeFilter },
  actor: Actor,
) {
  const partition = { subtype: kind.subtype };
  const filterItem = createRecordTypeFilter(paging.record_type);
  const { visible, hidden, pagination_key } = listVisiblePage(
    state,
    { partition, paging, filterItem },
    actor,
  );
  const entries = visible.map((stored) => ({ stored, parsed: kind.parse(stored) }));
  const items = entries.flatMap(({ parsed }) => (parsed.type === 'item' ? [parsed.item] : []));
  const seeds = entries.flatMap(({ parsed }) => (parsed.type === 'seed' ? [parsed.item] : []));
  const unreadable = entries.flatMap(({ stored, parsed }) => (parsed.type === 'unreadable' ? [stored] : []));
  const success = unreadable.length === 0;
  return {
    status: { success, details: success ? 'Listed.' : `${unreadable.length} records are invalid.` },
    items,
    seed_items: seeds,
    unparsable_items: unreadable,
    total_item_count: entries.length,
    complete_item_count: items.length,
    seed_item_count: seeds.length,
    unparsable_item_count: unreadable.length,
    not_authorised_count: hidden,
    pagination_key,
  };
}

/** A page of items of all kinds, as they are stored. A release status replaces the filter by record type. */
export function listAll(state: SandboxState, filter: FilterOptions | null, paging: Paging, actor: Actor) {
  const filterItem = createItemFilter(filter);
  const partition = {
    subtype: filter?.item_subtype ?? undefined,
    reviewer: filter?.release_reviewer ?? undefined,
  };
  const { visible, pagination_key } = listVisiblePage(state, { partition, paging, filterItem }, actor);
  const status = createSuccessStatus('Listed.');
  return { status, items: visible, total_item_count: visible.length, pagination_key };
}

function createItemFilter(filter: FilterOptions | null): (item: StoredItem) => boolean {
  const release = filter?.release_status ?? null;
  return release === null
    ? createRecordTypeFilter(filter?.record_type ?? 'COMPLETE_ONLY')
    : (item) => item['release_status'] === release;
}

/**
 * The datasets whose release is or was requested from a reviewer.
 * @throws HttpError 400 without a reviewer or for a caller who is not linked to a person, 403 for the reviews of
 * another user, 500 if the page has an item that is not a complete dataset
 */
export function listReleases(state: SandboxState, filter: FilterOptions, paging: Paging, actor: Actor) {
  const reviewer = filter.release_reviewer;
  if (reviewer === null) throw badRequest('filter_by.release_reviewer is missing.');
  if (getLinkedPerson(state, actor.username) !== reviewer)
    throw forbidden('These are the reviews of another user.');
  const { items, pagination_key } = listAll(state, filter, paging, actor);
  const read = items.map((stored) => {
    const parsed = DATASET.parse(stored);
    if (parsed.type !== 'item') throw serverError(`The item ${stored.id} is not a complete dataset.`);
    return parsed.item;
  });
  const status = createSuccessStatus('Listed.');
  return { status, dataset_items: read, total_dataset_count: read.length, pagination_key };
}
