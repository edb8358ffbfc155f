import { UnexpectedResponseError } from './errors.ts';
import type { AnyItem } from './model/item.ts';

/** Ends the search if a server returns a next version for every version. */
const MAX_VERSIONS = 1000;

/** The handle of the version that follows an item. */
export function getNextVersion({ versioning_info: versions }: Pick<AnyItem, 'versioning_info'>) {
  return versions?.next_version ?? undefined;
}

/**
 * Fetches all versions that follow an item, the latest last.
 * @throws UnexpectedResponseError when the versions form a cycle, or there are more than 1,000.
 */
export async function fetchLaterVersions<T extends { readonly id: string }>(
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
