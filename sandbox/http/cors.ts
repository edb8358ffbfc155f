import type { IncomingRequest } from './incoming.ts';
import { plainText, Reply } from './reply.ts';

/** Which origins an API lets read its answers. */
export type Cors = { allows(origin: string): boolean };

const METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT';

/** The answer to a preflight, or undefined when the request is none. */
export function preflight(request: IncomingRequest, cors: Cors): Reply | undefined {
  const { origin, 'access-control-request-method': method } = request.headers;
  if (request.method !== 'OPTIONS' || origin === undefined || method === undefined) return undefined;
  const asked = request.headers['access-control-request-headers'];
  const headers: Record<string, string> = {
    vary: 'Origin',
    'access-control-allow-methods': METHODS,
    'access-control-max-age': '600',
    'access-control-allow-credentials': 'true',
    ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
  };
  if (!cors.allows(origin)) return plainText('Disallowed CORS origin', 400, headers);
  return plainText('OK', 200, { ...headers, 'access-control-allow-origin': origin });
}

/** Adds what a browser wants to see; every answer to a request with an origin says that credentials are fine. */
export function withCors(reply: Reply, request: IncomingRequest, cors: Cors): Reply {
  const { origin } = request.headers;
  if (origin === undefined) return reply;
  const allowed = cors.allows(origin) ? { 'access-control-allow-origin': origin, vary: 'Origin' } : {};
  return new Reply(
    reply.status,
    { ...reply.headers, 'access-control-allow-credentials': 'true', ...allowed },
    reply.body,
  );
}
