import type { Readable } from 'node:stream';
import { getErrorCodes } from './error-causes.ts';
import { readBounded, streamBounded } from './read-bounded.ts';
import type { HttpResponse, ResponseHead } from './response.ts';

/** The largest response of Provena's APIs that is read: an export of a large registry has about 10 MiB. */
const MAX_RESPONSE_BYTES = 256 * 1024 * 1024;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Called when the request gets a connection. Before, it waits for one, and nothing was sent. */
  readonly onConnection?: (() => void) | undefined;
  /**
   * Called with the head of a response. To receive the body in pieces, return a function; the response then has only the
   * first bytes of the body. Return undefined to get the whole body with the response.
   */
  readonly openBody?: ((head: ResponseHead) => ((piece: Uint8Array) => void) | undefined) | undefined;
}

/** Reads the body of a response, into memory or piece by piece as the request requires. */
export async function readResponse(
  { openBody }: HttpRequest,
  head: ResponseHead,
  body: Readable,
): Promise<HttpResponse> {
  const visit = openBody?.(head);
  const expected = Number(head.headers['content-length'] ?? 0);
  const bytes = await (visit
    ? streamBounded(body, MAX_RESPONSE_BYTES, visit)
    : readBounded(body, MAX_RESPONSE_BYTES, expected));
  return { ...head, bytes };
}

/** Sends requests over pooled connections. */
export interface HttpTransport {
  /** Returns any response. Rejects with the network error or the reason of the signal. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Closes all connections and aborts their requests. */
  close(): Promise<void>;
}

/**
 * Connections to one server. Further requests wait, so that a program which sends thousands at the same time does not run out
 * of open files: a process can often have 1,024.
 */
export const MAX_CONNECTIONS = 100;
export const CONNECT_TIMEOUT_MS = 10_000;
/** Error code for a host that does not accept the connection in that time. */
export const CONNECT_TIMEOUT_CODE = 'CONNECT_TIMEOUT';
/** Error code for a connection that ended before its TLS handshake was complete: nothing was sent. */
export const HANDSHAKE_LOST_CODE = 'HANDSHAKE_LOST';

/** The codes of a lost connection do not show that nothing was sent. Other codes, such as those of certificates, do. */
export function explainHandshakeFailure(error: Error): Error {
  if (!getErrorCodes(error).some((code) => code === 'ECONNRESET' || code === 'EPIPE')) return error;
  return Object.assign(new Error('the TLS handshake failed', { cause: error }), {
    code: HANDSHAKE_LOST_CODE,
  });
}

/** Headers of a response of Node.js or undici, with one value each. */
export function joinHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
