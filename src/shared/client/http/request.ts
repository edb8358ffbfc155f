import type { Token } from '../credentials/token.ts';
import type { RequestInfo } from '../errors.ts';
import type { Endpoints } from '../services.ts';
import type { HttpRequest } from './http-transport.ts';
import { addQuery } from './query.ts';
import type { Input, Route } from './route.ts';

interface RequestContext {
  readonly endpoints: Endpoints;
  readonly userAgent: string;
}

/** The request of a route, without a token. */
export async function createRequest(
  { endpoints, userAgent }: RequestContext,
  { method, service, path }: Route<unknown>,
  { query, body, form }: Input,
): Promise<HttpRequest> {
  const url = endpoints[service] + addQuery(path, query);
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
  { endpoints }: Pick<RequestContext, 'endpoints'>,
  route: Route<unknown>,
): RequestInfo {
  const { operation, service, method, path } = route;
  return { operation, service, method, route: path, url: endpoints[service] + path };
}
