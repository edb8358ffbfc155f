import type { ObjectRecord, Objects } from './objects.ts';

export interface ListingQuery {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Only what sorts after this; a common prefix as a whole is passed over when it is one. */
  readonly after: string;
  readonly limit: number;
}

export interface Listing {
  readonly objects: readonly ObjectRecord[];
  readonly commonPrefixes: readonly string[];
  /** The key or common prefix to go on after, when there is more. */
  readonly next: string | undefined;
}

/** One page of the bucket: keys under the prefix, those with the delimiter further on folded into common prefixes. */
export function listPage(objects: Objects, query: ListingQuery): Listing {
  const { prefix, delimiter, after, limit } = query;
  const page: ObjectRecord[] = [];
  const commonPrefixes: string[] = [];
  const folded = folderOf(after, prefix, delimiter);
  let last = after;
  for (const record of objects.from(
    Buffer.compare(Buffer.from(after), Buffer.from(prefix)) > 0 ? after : prefix,
  )) {
    if (!record.key.startsWith(prefix)) break;
    const folder = folderOf(record.key, prefix, delimiter);
    const passed =
      record.key === after || (folder !== '' && (folder === folded || folder === commonPrefixes.at(-1)));
    if (passed) continue;
    if (page.length + commonPrefixes.length >= limit) {
      return { objects: page, commonPrefixes, next: limit > 0 ? last : undefined };
    }
    if (folder === '') page.push(record);
    else commonPrefixes.push(folder);
    last = folder || record.key;
  }
  return { objects: page, commonPrefixes, next: undefined };
}

/** The common prefix that a key is folded into, or the empty text. */
function folderOf(key: string, prefix: string, delimiter: string): string {
  if (delimiter === '' || !key.startsWith(prefix)) return '';
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? '' : key.slice(0, end + delimiter.length);
}
