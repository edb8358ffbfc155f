import type { Token } from '../credentials/token.ts';
import type { RequestInfo } from '../errors.ts';
import type { Endpoints } from '../services.ts';
import type { HttpRequest } from './http-transport.ts';
import { addQuery } from './query.ts';
import type { Input, Route } from './route.ts';

/** The request of a route, without a token. @throws InvalidError for arguments that cannot be part of a URL. */
export async function createRequest(
  info: RequestInfo,
  { method }: Route<unknown>,
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
  return {
    method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
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
