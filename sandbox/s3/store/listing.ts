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
  const { prefix, delimiter, after, limit } = query;
  const page: ObjectRecord[] = [];
  const commonPrefixes: string[] = [];
  const folded = getFolder(after, prefix, delimiter);
  let last = after;
  for (const record of objects.from(
    Buffer.compare(Buffer.from(after), Buffer.from(prefix)) > 0 ? after : prefix,
  )) {
    if (!record.key.startsWith(prefix)) break;
    const folder = getFolder(record.key, prefix, delimiter);
    const isBeforePage =
      record.key === after || (folder !== '' && (folder === folded || folder === commonPrefixes.at(-1)));
    if (isBeforePage) continue;
    if (page.length + commonPrefixes.length >= limit) {
      return { objects: page, commonPrefixes, next: limit > 0 ? last : undefined };
    }
    if (folder === '') page.push(record);
    else commonPrefixes.push(folder);
    last = folder || record.key;
  }
  return { objects: page, commonPrefixes, next: undefined };
}

/** The common prefix of a key; empty if it has none. */
function getFolder(key: string, prefix: string, delimiter: string): string {
  if (delimiter === '' || !key.startsWith(prefix)) return '';
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? '' : key.slice(0, end + delimiter.length);
}
