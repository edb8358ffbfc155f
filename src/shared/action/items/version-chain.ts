import type { AnyItem, CallOptions, Provena } from '../../client/index.ts';
import { fetchLaterVersions, getNextVersion } from '../../client/versions.ts';
import { fetchStoredItem, type StoredItem } from './stored-item.ts';

/**
 * Finds the latest version of an item by following `versioning_info.next_version`.
 * @returns its handle, or that of the item.
 * @throws UnexpectedResponseError when the versions form a cycle; ForbiddenError or NotFoundError for a version that
 * cannot be read, because its successors are unknown then.
 */
export async function findLatestVersion(
  item: AnyItem,
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
): Promise<string> {
  const fetch = async (id: string) => (await registry.general.fetch(id, { signal })).item;
  const later = await fetchLaterVersions(item, getNextVersion, fetch);
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
  return [first, ...(await fetchLaterVersions(first, ({ version }) => version?.next, fetch))];
}

/** The last version of a chain. */
export function getLatest([first, ...later]: readonly [StoredItem, ...StoredItem[]]): StoredItem {
  return later.at(-1) ?? first;
}
