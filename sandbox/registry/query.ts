import type { SQLInputValue } from 'node:sqlite';
import { badRequest, serverError } from '../http/errors.ts';
import { MAX_PAGE_SIZE } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { StoredItem } from './models/item.ts';
import type { Paging, SortOptions, SortType } from './models/requests.ts';
import type { Subtype } from './models/subtypes.ts';

/** The filter of a query by its index. */
export type Partition = { subtype?: Subtype | undefined; reviewer?: string | undefined };

type Column =
  | 'updated_timestamp'
  | 'created_timestamp'
  | 'display_name'
  | 'access_info_uri'
  | 'release_timestamp';
type Index = { partition: Record<string, string>; column: Column };

const PLAIN_SORTS: Partial<Record<SortType, Column>> = {
  UPDATED_TIME: 'updated_timestamp',
  CREATED_TIME: 'created_timestamp',
  DISPLAY_NAME: 'display_name',
};

/** The limit of DynamoDB for a page, in bytes, whatever its page size. */
const PAGE_BYTES = 1_048_576;

export type Page = { examined: StoredItem[]; pagination_key: Record<string, unknown> | null };

/**
 * A page in the order of an index, before other filters. A full page has a key, even if no item follows.
 * @throws HttpError 400 for a combination without an index, 500 for an invalid page size, an empty reviewer or a key of
 * another index
 */
export function queryPage(state: SandboxState, partition: Partition, paging: Paging): Page {
  const sort = paging.sort_by ?? { sort_type: null, ascending: false, begins_with: null };
  const index = findIndex(partition, sort);
  if (paging.page_size < 1 || paging.page_size > MAX_PAGE_SIZE)
    throw serverError(`The page size must be from 1 to ${MAX_PAGE_SIZE}.`);
  const records = state.items.page(
    ...createStatement(index, sort, parseStart(index, paging.pagination_key)),
    paging.page_size,
  );
  const examined = limitPageBytes(records);
  const last =
    examined.length === paging.page_size || examined.length < records.length ? examined.at(-1) : undefined;
  return { examined, pagination_key: last ? createPaginationKey(index, last) : null };
}

function findIndex({ subtype, reviewer }: Partition, sort: SortOptions): Index {
  const type = sort.sort_type ?? (reviewer && subtype === undefined ? null : 'UPDATED_TIME');
  const plain = type !== null && Object.hasOwn(PLAIN_SORTS, type) ? PLAIN_SORTS[type] : undefined;
  if (subtype !== undefined) {
    const column = type === 'ACCESS_INFO_URI_BEGINS_WITH' ? 'access_info_uri' : plain;
    if (!column) throw badRequest('Items of one subtype cannot be sorted by release time.');
    return { partition: { item_subtype: subtype }, column };
  }
  if (reviewer) {
    if (type === null) throw serverError('There is no index by reviewer alone.'); // the deployment does not create it
    if (type !== 'RELEASE_TIMESTAMP')
      throw badRequest('Releases of a reviewer can be sorted by release time only.');
    return { partition: { release_approver: reviewer }, column: 'release_timestamp' };
  }
  if (!plain)
    throw badRequest(`Sorting by ${type} needs a filter: by reviewer for release time, by subtype for uri.`);
  if (reviewer === '') throw serverError('The table rejects an empty string as release_approver.');
  return { partition: { universal_partition_key: 'OK' }, column: plain };
}

/** The start of a page: after the item of the key. */
type Start = { value: string | number; id: string };

function parseStart(index: Index, key: Record<string, unknown> | null): Start | undefined {
  if (key === null) return undefined;
  const expected = ['id', ...Object.keys(index.partition), index.column].sort();
  const { id, [index.column]: value } = key;
  const isOfIndex =
    typeof id === 'string' &&
    Object.keys(key).sort().join() === expected.join() &&
    Object.entries(index.partition).every(([name, part]) => key[name] === part) &&
    (index.column.endsWith('_timestamp') ? Number.isInteger(value) : typeof value === 'string');
  if (!isOfIndex) throw serverError('The pagination key does not belong to this query.');
  return { value: typeof value === 'number' ? value : String(value), id };
}

function createPaginationKey(index: Index, item: StoredItem): Record<string, unknown> {
  return { id: item.id, ...index.partition, [index.column]: item[index.column] };
}

function createStatement(index: Index, sort: SortOptions, start?: Start): [string, string, SQLInputValue[]] {
  const { column } = index;
  const direction = sort.ascending ? 'ASC' : 'DESC';
  const conditions = [`${column} IS NOT NULL`];
  const values: SQLInputValue[] = [];
  for (const [name, value] of Object.entries(index.partition)) {
    if (name === 'universal_partition_key') continue; // all items have it
    conditions.push(`${name} = ?`);
    values.push(value);
  }
  if (column === 'access_info_uri' && sort.begins_with) {
    conditions.push('substr(access_info_uri, 1, ?) = ?');
    values.push([...sort.begins_with].length, sort.begins_with); // SQLite counts code points
  }
  if (start) {
    conditions.push(`(${column}, id) ${sort.ascending ? '>' : '<'} (?, ?)`);
    values.push(start.value, start.id);
  }
  return [conditions.join(' AND '), `${column} ${direction}, id ${direction}`, values];
}

function limitPageBytes(items: StoredItem[]): StoredItem[] {
  let bytes = 0;
  const cut = items.findIndex((item, index) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return bytes > PAGE_BYTES && index > 0;
  });
  return cut === -1 ? items : items.slice(0, cut);
}
