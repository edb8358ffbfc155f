import { type AnyItem, type CallOptions, type Provena, UnexpectedResponseError } from '../../client/index.ts';
import { fetchStoredItem, type StoredItem } from './stored-item.ts';

/**
 * Finds the newest version of an item by following `versioning_info.next_version`.
 * @returns its handle, or that of the item.
 * @throws UnexpectedResponseError when the versions form a cycle; ForbiddenError or NotFoundError for a version that
 * cannot be read, because its successors are unknown then.
 */
export async function findNewestVersion(
  item: AnyItem,
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<string> {
  const getNext = ({ versioning_info: versions }: AnyItem) => versions?.next_version ?? undefined;
  const fetch = async (id: string) => (await registry.general.fetch(id, { signal })).item;
  const later = await fetchSuccessors(item, getNext, fetch);
  return later.at(-1)?.id ?? item.id;
}

/**
 * Fetches an item and all versions that follow it, the latest last.
 * @throws UnexpectedResponseError when the versions form a cycle.
 */
export async function fetchVersionChain(
  id: string,
  provena: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<[StoredItem, ...StoredItem[]]> {
  const fetch = (handle: string) => fetchStoredItem(handle, provena, call);
  const first = await fetch(id);
  return [first, ...(await fetchSuccessors(first, ({ version }) => version?.next, fetch))];
}

/** The last version of a chain. */
export function getLatest([first, ...later]: readonly [StoredItem, ...StoredItem[]]): StoredItem {
  return later.at(-1) ?? first;
}

/** Ends the search if a server returns a next version for every version. */
const MAX_VERSIONS = 1000;

async function fetchSuccessors<T extends { readonly id: string }>(
  first: T,
  getNext: (item: T) => string | undefined,
  fetch: (id: string) => Promise<T>,
): Promise<T[]> {
  const visited = [first.id];
  const later: T[] = [];
  for (let next = getNext(first); next !== undefined; ) {
    if (visited.includes(next))
      throw new UnexpectedResponseError(`the versions form a cycle: ${[...visited, next].join(' → ')}`);
    if (visited.length >= MAX_VERSIONS)
      throw new UnexpectedResponseError(
        `${first.id} has more than ${MAX_VERSIONS} later versions; the latest version is not known`,
      );
    visited.push(next);
    const item = await fetch(next);
    later.push(item);
    next = getNext(item);
  }
  return later;
}
