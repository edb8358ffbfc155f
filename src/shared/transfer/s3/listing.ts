import { copyText } from '../../memory/copy-text.ts';
import type { Requester } from '../http/requester.ts';
import { type ListedObject, type ListPage, parseListPage } from './list-page.ts';
import { normalizeEtag, parseTime, type RemoteObject } from './objects.ts';
import { PageTokens } from './pages.ts';

const OPERATION = 'ListObjectsV2';
/** A listing of this length takes about an hour at a latency of 25 ms. */
const MAX_OBJECTS = 10_000_000;

/** Lists all objects whose keys start with `prefix`, as {@link listPages} does. */
export async function* listObjects(requester: Requester, prefix: string): AsyncGenerator<RemoteObject> {
  for await (const { objects } of listPages(requester, prefix)) yield* objects;
}

/** The objects of a page of a listing. */
export interface ObjectPage {
  readonly objects: readonly RemoteObject[];
  readonly isLast: boolean;
}

export interface ListOptions {
  /** The listing starts after this key, in the store's order, whether it exists or not. */
  readonly startAfter?: string | undefined;
  /** Whether no page is needed after one with these objects, so that the next one is not requested early. */
  readonly isEnd?: (objects: readonly RemoteObject[]) => boolean;
}

/**
 * Lists the objects whose keys start with `prefix`, in the store's order, page by page. The next page is requested while the
 * caller processes one.
 * @throws UnexpectedResponseError if a key is outside the prefix or invalid, or if the listing repeats a page or does not
 * end.
 */
export async function* listPages(
  requester: Requester,
  prefix: string,
  { startAfter, isEnd = () => false }: ListOptions = {},
): AsyncGenerator<ObjectPage> {
  const tokens = new PageTokens(requester, OPERATION);
  const firstKeys = new Set<string>();
  let count = 0;
  let pending: Promise<ListPage> | undefined = fetchPage(requester, prefix, { startAfter });
  while (pending) {
    const page: ListPage = await pending;
    // Like the AWS SDK for JavaScript, which reads only the token: ending early would omit files.
    const isTruncated = page.NextContinuationToken ? 'true' : page.IsTruncated;
    const token: string | undefined = tokens.next(isTruncated, page.NextContinuationToken);
    const objects = (page.Contents ?? []).map((object) =>
      toRemoteObject(requester, object, prefix, page.EncodingType),
    );
    const firstKey = objects[0]?.key;
    if (firstKey !== undefined) {
      if (firstKeys.has(firstKey))
        throw requester.createResponseError(OPERATION, `two pages that start with ${quote(firstKey)}`);
      firstKeys.add(copyText(firstKey));
    }
    count += objects.length;
    if (count > MAX_OBJECTS)
      throw requester.createResponseError(OPERATION, `more than ${MAX_OBJECTS} objects`);
    pending = token === undefined || isEnd(objects) ? undefined : fetchPage(requester, prefix, { token });
    // Its error is thrown when the page is needed.
    pending?.catch(() => undefined);
    yield { objects, isLast: token === undefined };
  }
}

async function fetchPage(
  requester: Requester,
  prefix: string,
  { startAfter, token }: { readonly startAfter?: string | undefined; readonly token?: string | undefined },
): Promise<ListPage> {
  const query = {
    'list-type': 2,
    prefix,
    'encoding-type': 'url',
    'start-after': startAfter,
    'continuation-token': token,
  };
  const { body } = await requester.send({ operation: OPERATION, method: 'GET', query, canFailWith200: true });
  return parseListPage(body) ?? (await parseOtherListPage(requester, body));
}

function toRemoteObject(
  requester: Requester,
  { Key, Size, ETag, LastModified }: ListedObject,
  prefix: string,
  encodingType: string | undefined,
): RemoteObject {
  const key = decodeKey(requester, Key, encodingType);
  if (!key.startsWith(prefix))
    throw requester.createResponseError(OPERATION, `the key ${quote(key)} is outside of ${prefix}`);
  return {
    key,
    size: parseSize(requester, Size, key),
    etag: normalizeEtag(ETag),
    modified: parseTime(LastModified),
  };
}

/** Few stores need it, so that the parser is loaded only for them. */
async function parseOtherListPage(requester: Requester, body: Buffer): Promise<ListPage> {
  const { ListBucketResult, parseXml } = await import('./xml.ts');
  return parseXml(requester, OPERATION, body, 'ListBucketResult', ListBucketResult);
}

/**
 * Decodes a key of a listing. With the encoding type `url`, S3 encodes a space as a plus sign; stores that do not support it
 * return the key itself.
 * @throws UnexpectedResponseError for an invalid percent escape.
 */
export function decodeKey(requester: Requester, text: string, encodingType: string | undefined): string {
  if (encodingType !== 'url') return text;
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    throw requester.createResponseError(
      OPERATION,
      `the key ${quote(text)} contains an invalid percent escape`,
    );
  }
}

function parseSize(requester: Requester, text: string, key: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(size)) return size;
  throw requester.createResponseError(OPERATION, `the size of ${quote(key)} is ${quote(text)}`);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
