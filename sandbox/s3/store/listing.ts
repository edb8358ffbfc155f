import type { ObjectRecord, Objects } from './objects.ts';

export interface ListingQuery {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Lists only what sorts after this key, or after all keys of this common prefix. */
  readonly after: string;
  readonly limit: number;
}

export interface Listing {
  readonly objects: readonly ObjectRecord[];
  readonly commonPrefixes: readonly string[];
  /** The key or common prefix after which the next page starts, if there is one. */
  readonly next: string | undefined;
}

/** A page of the bucket: the keys with the prefix, grouped into common prefixes by the delimiter. */
export function listPage(objects: Objects, query: ListingQuery): Listing {
  const page: ObjectRecord[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  for (const entry of listEntries(objects, query)) {
    if (page.length + commonPrefixes.length >= query.limit)
      return { objects: page, commonPrefixes, next: last };
    if (typeof entry === 'string') commonPrefixes.push(entry);
    else page.push(entry);
    last = typeof entry === 'string' ? entry : entry.key;
  }
  return { objects: page, commonPrefixes, next: undefined };
}

/** Sorts after any other character of a key. */
const LAST_CHARACTER = '\u{10FFFF}';

/** The objects with the prefix and, in place of those with a common prefix, this prefix. Reads one object of each of these. */
function* listEntries(
  objects: Objects,
  { prefix, delimiter, after }: ListingQuery,
): Generator<ObjectRecord | string> {
  const isAfterPrefix = Buffer.compare(Buffer.from(after), Buffer.from(prefix)) > 0;
  let lastFolder = getFolder(after, prefix, delimiter);
  let next: string | undefined = isAfterPrefix ? after : prefix;
  if (lastFolder !== '') next = lastFolder + LAST_CHARACTER;
  while (next !== undefined) {
    const start: string = next;
    next = undefined;
    for (const record of objects.from(start)) {
      if (!record.key.startsWith(prefix)) return;
      const folder = getFolder(record.key, prefix, delimiter);
      if (folder === '') {
        if (record.key !== after) yield record;
      } else if (folder !== lastFolder) {
        // The key of a known folder can begin with the last character, too.
        yield folder;
        lastFolder = folder;
        next = folder + LAST_CHARACTER;
        break;
      }
    }
  }
}

/** The common prefix of a key; empty if it has none. */
export function getFolder(key: string, prefix: string, delimiter: string): string {
  if (delimiter === '' || !key.startsWith(prefix)) return '';
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? '' : key.slice(0, end + delimiter.length);
}
