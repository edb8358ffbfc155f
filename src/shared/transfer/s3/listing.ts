import { UnexpectedResponseError } from '../../client/http/errors.ts';
import type { Requester } from '../http/requester.ts';
import type { S3Response } from '../http/s3-transport.ts';
import { type ListPage, parseListPage } from './list-page.ts';
import { parseTime, type RemoteObject } from './objects.ts';
import { PageTokens } from './pages.ts';

const OPERATION = 'ListObjectsV2';
/** A listing of this length takes about an hour at a latency of 25 ms. */
const MAX_OBJECTS = 10_000_000;

/**
 * Lists all objects whose keys start with `prefix`, in the store's order, page by page. The next page is requested while the
 * caller processes one.
 * @throws UnexpectedResponseError if a key is outside the prefix or invalid, or if the listing does not end.
 */
export async function* listObjects(requester: Requester, prefix: string): AsyncGenerator<RemoteObject> {
  const tokens = new PageTokens(OPERATION);
  let count = 0;
  for (let request: Promise<S3Response> | undefined = sendRequest(requester, prefix); request; ) {
    const { body } = await request;
    const page = parseListPage(body) ?? (await parseOtherListPage(body));
    const token = tokens.next(page.IsTruncated, page.NextContinuationToken);
    request = token === undefined ? undefined : sendRequest(requester, prefix, token);
    // Its error is thrown when the page is needed.
    request?.catch(() => undefined);
    for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
      const key = decodeKey(Key);
      if (!key.startsWith(prefix)) throw createListingError(`the key ${quote(key)} is outside of ${prefix}`);
      count += 1;
      if (count > MAX_OBJECTS) throw createListingError(`more than ${MAX_OBJECTS} objects`);
      yield { key, size: parseSize(Size, key), etag: ETag, modified: parseTime(LastModified) };
    }
  }
}

function sendRequest(requester: Requester, prefix: string, token?: string): Promise<S3Response> {
  const query = { 'list-type': 2, prefix, 'encoding-type': 'url', 'continuation-token': token };
  return requester.send({ operation: OPERATION, method: 'GET', query, canFailWith200: true });
}

/** Few stores need it, so that the parser is loaded only for them. */
async function parseOtherListPage(body: Buffer): Promise<ListPage> {
  const { ListObjectsDocument, parseXml } = await import('./xml.ts');
  return parseXml(OPERATION, body, ListObjectsDocument).ListBucketResult;
}

/**
 * Decodes a key of a response with `encoding-type=url`, in which S3 encodes a space as a plus sign.
 * @throws UnexpectedResponseError for an invalid percent escape.
 */
export function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    throw createListingError(`the key ${quote(text)} contains an invalid percent escape`);
  }
}

function parseSize(text: string, key: string): number {
  const size = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(size)) return size;
  throw createListingError(`the size of ${quote(key)} is ${quote(text)}`);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}

function createListingError(problem: string): UnexpectedResponseError {
  return new UnexpectedResponseError(`the store returned an invalid listing: ${problem}`);
}
