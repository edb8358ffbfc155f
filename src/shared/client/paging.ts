import { UnexpectedResponseError } from './http/errors.ts';
import type { CallOptions } from './http/route.ts';

/** Where the next page begins. Opaque: it goes back to the server as it came. */
export type PaginationKey = Record<string, unknown>;

export interface PageRequest {
  pagination_key?: PaginationKey | null | undefined;
}

export interface Page {
  readonly pagination_key?: PaginationKey | null | undefined;
}

export interface PagingOptions extends CallOptions {
  /** Ends after this many entries, exactly. Default: no end but the list's own. */
  readonly limit?: number | undefined;
}

/**
 * The entries of all pages, one by one, each page fetched when its first entry is asked for. A page may be empty
 * while more follow: the servers filter after they page, so only a missing key ends the list. `request` is not changed.
 * @throws UnexpectedResponseError if a key comes back a second time, since the list would never end.
 */
export async function* iteratePages<Request extends PageRequest, P extends Page, Entry>(
  fetchPage: (request: Request, options: CallOptions) => Promise<P>,
  entriesOf: (page: P) => readonly Entry[],
  request: Request,
  { limit = Number.POSITIVE_INFINITY, ...options }: PagingOptions = {},
): AsyncGenerator<Entry, void, undefined> {
  const seen = new Set<string>();
  let key = request.pagination_key;
  let left = limit;
  while (left > 0) {
    const page = await fetchPage(key ? { ...request, pagination_key: key } : request, options);
    for (const entry of entriesOf(page)) {
      yield entry;
      left -= 1;
      if (left <= 0) return;
    }
    key = page.pagination_key;
    if (!key) return;
    const mark = JSON.stringify(key);
    if (seen.has(mark)) {
      throw new UnexpectedResponseError(
        `the server returned the same pagination key twice (${mark}): its list has no end`,
      );
    }
    seen.add(mark);
  }
}

/** Everything that an iterator gives, in a list. */
export async function collectAll<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const list: Entry[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}
