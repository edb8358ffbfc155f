import { createArgumentError } from '../argument-error.ts';
import type { InvalidError, RequestInfo } from '../errors.ts';

/** Values of a query. `undefined` is omitted; everything else is sent unchanged, including empty strings. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Names of resources: with an empty one, the servers find nothing or respond with 500. */
const IDENTIFIER_NAME = /(?:^|_)id$|^username$/;

/**
 * Servers and proxies close the connection, or respond with 414 or 431, when the request line and the headers are larger than
 * 16 KiB (Node.js, load balancers of AWS). The rest is for the token.
 */
const MAX_QUERY_BYTES = 12_000;

/**
 * The URL of a request with a query, names and values percent-encoded. Handles (`10378.1/123`) are always sent here, never in
 * a path.
 * @throws InvalidError for an empty id or user name, and for a string that is too long for an address.
 */
export function addQuery(request: RequestInfo, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (value === '' && IDENTIFIER_NAME.test(name))
      throw createArgumentError(name, 'must not be empty', 'empty', request);
    parameters.append(name, String(value));
  }
  const text = parameters.toString();
  if (text.length > MAX_QUERY_BYTES) throw createTooLongError(request, query, text.length);
  return text === '' ? request.url : `${request.url}?${text}`;
}

function createTooLongError(request: RequestInfo, query: Query, bytes: number): InvalidError {
  const [[longest = '', value = ''] = []] = Object.entries(query).toSorted(
    ([, a = ''], [, b = '']) => String(b).length - String(a).length,
  );
  const message = `is too long (${String(value).length} characters): the query of the request would have ${bytes} bytes, and the limit is ${MAX_QUERY_BYTES}. Shorten it`;
  return createArgumentError(longest, message, 'too_long', request);
}
