import type { IncomingRequest } from './incoming.ts';
import { plainText, Reply } from './reply.ts';

/** The origins whose pages may read the responses of an API. */
export type Cors = { allows(origin: string): boolean };

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** @returns the response to a preflight request; undefined for any other request */
export function createPreflightReply(request: IncomingRequest, cors: Cors): Reply | undefined {
  const { origin, 'access-control-request-method': method } = request.headers;
  if (request.method !== 'OPTIONS' || origin === undefined || method === undefined) return undefined;
  const requestedHeaders = request.headers['access-control-request-headers'];
  const headers: Record<string, string> = {
    vary: 'Origin',
    'access-control-allow-methods': METHODS.join(', '),
    'access-control-max-age': '600',
    'access-control-allow-credentials': 'true',
    ...(requestedHeaders === undefined ? {} : { 'access-control-allow-headers': requestedHeaders }),
  };
  const isAllowed = cors.allows(origin);
  if (isAllowed) headers['access-control-allow-origin'] = origin;
  const failures = [...(isAllowed ? [] : ['origin']), ...(METHODS.includes(method) ? [] : ['method'])];
  if (failures.length > 0) return plainText(`Disallowed CORS ${failures.join(', ')}`, 400, headers);
  return plainText('OK', 200, headers);
}

/** Adds CORS headers. As on the server, every response to a request with an origin allows credentials. */
export function addCorsHeaders(reply: Reply, request: IncomingRequest, cors: Cors): Reply {
  const { origin } = request.headers;
  if (origin === undefined) return reply;
  const allowed = cors.allows(origin) ? { 'access-control-allow-origin': origin, vary: 'Origin' } : {};
  return new Reply(
    reply.status,
    { ...reply.headers, 'access-control-allow-credentials': 'true', ...allowed },
    reply.body,
  );
}
