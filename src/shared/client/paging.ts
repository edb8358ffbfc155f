import { createArgumentError } from './argument-error.ts';
import { UnexpectedResponseError } from './errors.ts';
import type { CallOptions } from './http/route.ts';

/** Start of the next page. Opaque: it is sent back to the server unchanged. */
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
 * Maximum number of consecutive empty pages. The server applies filters to a page after it has read it, so there can be
 * many.
 */
const MAX_EMPTY_PAGES = 10_000;
/**
 * Maximum number of pages. With 100 entries on each page, as the actions request, this is a list of ten million: reading it
 * from a real server takes hours.
 */
const MAX_PAGES = 100_000;

/** Loaded when a page arrives: an import would load it at each start of an action. */
const getCrypto = () => process.getBuiltinModule('node:crypto');

/** Detects a list that does not end, however its server pages. */
export class EndlessListGuard {
  readonly #marks = new Set<string>();
  /** Hashes of the first entries of the pages. */
  readonly #firstEntries = new Set<string>();
  #emptyPages = 0;

  /**
   * @param next start of the page after it
   * @throws UnexpectedResponseError if the start or the page was returned before, or the pages do not end
   */
  checkPage([first]: readonly unknown[], next: Readonly<PaginationKey>): void {
    this.#emptyPages = first === undefined ? this.#emptyPages + 1 : 0;
    if (this.#emptyPages > MAX_EMPTY_PAGES)
      throw new UnexpectedResponseError(
        `the list does not end: its last ${this.#emptyPages} pages have no entries`,
      );
    if (this.#marks.size >= MAX_PAGES)
      throw new UnexpectedResponseError(
        `the list does not end: more than ${MAX_PAGES} pages were read. If it is really this long, set a limit or a filter, or request larger pages`,
      );
    const mark = JSON.stringify(next);
    if (this.#marks.has(mark)) {
      throw new UnexpectedResponseError(
        `the server returned the same pagination key twice (${mark}): its list has no end`,
      );
    }
    this.#marks.add(mark);
    if (first === undefined) return;
    const firstEntry = getCrypto().hash('sha256', JSON.stringify(first));
    if (this.#firstEntries.has(firstEntry)) {
      throw new UnexpectedResponseError(
        `the server returned the same page with two pagination keys (the second time before ${mark}): its list has no end`,
      );
    }
    this.#firstEntries.add(firstEntry);
  }
}

/**
 * The entries of all pages, one by one, each page fetched when its first entry is needed. A page may be empty while
 * more follow: the servers apply filters after they have read a page, so only a missing key ends the list. `request` is
 * not changed.
 * @throws UnexpectedResponseError if a key or a page comes back a second time or the pages do not end; InvalidError for a limit
 * that is not a number from 0.
 */
export async function* iteratePages<Request extends PageRequest, P extends Page, Entry>(
  fetchPage: (request: Request, options: CallOptions) => Promise<P>,
  entriesOf: (page: P) => readonly Entry[],
  request: Request,
  { limit = Number.POSITIVE_INFINITY, ...options }: PagingOptions = {},
): AsyncGenerator<Entry, void, undefined> {
  // A wrong limit must not look like an empty list.
  if (!(limit >= 0))
    throw createArgumentError('limit', `expected a number of at least 0, found ${limit}`, 'invalid_value');
  const guard = new EndlessListGuard();
  let key = request.pagination_key;
  let remaining = limit;
  while (remaining > 0) {
    const page = await fetchPage(key ? { ...request, pagination_key: key } : request, options);
    const entries = entriesOf(page);
    for (const entry of entries) {
      yield entry;
      remaining -= 1;
      if (remaining <= 0) return;
    }
    key = page.pagination_key;
    if (!key) return;
    guard.checkPage(entries, key);
  }
}

export async function collectAll<Entry>(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const list: Entry[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}
