import { createArgumentError } from '../argument-error.ts';
import type { Token } from '../credentials/token.ts';
import type { RequestInfo } from '../errors.ts';
import type { Endpoints } from '../services.ts';
import type { HttpRequest } from './http-transport.ts';
import { addQuery } from './query.ts';
import type { Input, Route } from './route.ts';

/**
 * The request of a route, without a token.
 * @throws InvalidError for arguments that cannot be part of a URL, and for integers that would be written with another value.
 */
export async function createRequest(
  info: RequestInfo,
  { method, safety }: Route<unknown>,
  { query, body, form }: Input,
  userAgent: string,
): Promise<HttpRequest> {
  const url = addQuery(info, query);
  const headers = { 'user-agent': userAgent };
  if (form) {
    // Encodes the form, with a boundary that its content type names.
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') ?? '';
    const bytes = new Uint8Array(await encoded.arrayBuffer());
    return { method, url, headers: { ...headers, 'content-type': type }, body: bytes };
  }
  if (body === undefined) return { method, url, headers };
  const text = JSON.stringify(body);
  const rounded = safety === 'safe' ? undefined : findRoundedInteger(body);
  if (rounded)
    throw createArgumentError(
      rounded,
      'has more digits than JavaScript can represent, and would be written with another value. Write it with another program',
      'unsafe_integer',
      info,
    );
  return { method, url, headers: { ...headers, 'content-type': 'application/json' }, body: text };
}

/** The path of an integer beyond 2^53: one that was read from a response was rounded. */
function findRoundedInteger(value: unknown): (string | number)[] | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, entry] of Object.entries(value)) {
    const rest = findRoundedInteger(entry);
    if (rest) return [Array.isArray(value) ? Number(key) : key, ...rest];
  }
  return undefined;
}

export function addToken(request: HttpRequest, token: Token | undefined): HttpRequest {
  if (!token) return request;
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token.value}` } };
}

export function createRequestInfo(
  endpoints: Endpoints,
  { operation, service, method, path }: Pick<Route<unknown>, 'operation' | 'service' | 'method' | 'path'>,
): RequestInfo {
  return { operation, service, method, route: path, url: endpoints[service] + path };
}
