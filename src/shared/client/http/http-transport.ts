import type { HttpResponse } from './response.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** Pooled connections, and one way to send a request over them. */
export interface HttpTransport {
  /** The answer, whatever it says. Rejects with the network's error or the signal's reason. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Ends all connections, with whatever still runs on them. */
  close(): Promise<void>;
}

export const CONNECT_TIMEOUT_MS = 10_000;
/** The code of the error for a host that does not take the connection in that time. */
export const CONNECT_TIMEOUT_CODE = 'CONNECT_TIMEOUT';

/** Headers with one text each, as both HTTP clients can give them. */
export function joinHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): HttpResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
