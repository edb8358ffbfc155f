import type { IncomingHttpHeaders } from 'node:http';

/** One request as the services see it: the body is whole, the path is still percent-encoded. */
export type IncomingRequest = {
  method: string;
  /** Path without the query string. */
  path: string;
  /** Query string without the question mark. */
  search: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** `http://host:port` as the client addressed it. */
  origin: string;
};

/** The query parameters; of a repeated one the last counts, as in Starlette. */
export function getQuery(request: IncomingRequest): Map<string, string> {
  return new Map(new URLSearchParams(request.search));
}
