import type { HttpResponse } from './response.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** Sends requests over pooled connections. */
export interface HttpTransport {
  /** Returns any response. Rejects with the network error or the reason of the signal. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Closes all connections and aborts their requests. */
  close(): Promise<void>;
}

export const CONNECT_TIMEOUT_MS = 10_000;
/** Error code for a host that does not accept the connection in that time. */
export const CONNECT_TIMEOUT_CODE = 'CONNECT_TIMEOUT';

/** Headers with one value each, from either HTTP client. */
export function joinHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): HttpResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
