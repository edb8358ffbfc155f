import type { Token } from '../credentials/token.ts';
import type { Endpoints } from '../endpoints.ts';
import type { RequestInfo } from '../errors.ts';
import type { HttpRequest } from './http-transport.ts';
import { encodeMultipart } from './multipart.ts';
import { addQuery } from './query.ts';
import type { Input, Route } from './route.ts';

interface RequestContext {
  readonly endpoints: Endpoints;
  readonly userAgent: string;
}

/** The request of a route, without a token. */
export function createRequest(
  { endpoints, userAgent }: RequestContext,
  route: Route<unknown>,
  input: Input,
): HttpRequest {
  const form = input.file && encodeMultipart(input.file);
  const body = form ? form.body : input.body === undefined ? undefined : JSON.stringify(input.body);
  const type = form ? form.type : 'application/json';
  return {
    method: route.method,
    url: endpoints[route.service] + addQuery(route.path, input.query),
    headers: { 'user-agent': userAgent, ...(body === undefined ? {} : { 'content-type': type }) },
    body,
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
