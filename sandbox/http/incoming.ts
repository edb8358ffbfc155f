import type { IncomingHttpHeaders } from 'node:http';

/** A request with its complete body. The path is still percent-encoded. */
export type IncomingRequest = {
  method: string;
  /** Path without the query string. */
  path: string;
  /** Query string without the question mark. */
  search: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** `http://host:port`, from the Host header. */
  origin: string;
};

/** Query parameters. The last value of a repeated one counts, as in Starlette. */
export function getQuery(request: IncomingRequest): Map<string, string> {
  // URLSearchParams removes one leading question mark, which could belong to the first name.
  return new Map(new URLSearchParams(`?${request.search}`));
}
