import type { ProxyOptions } from '../../client/index.ts';
import { ResponseRate } from './response-rate.ts';

export type HttpMethod = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';

export interface SignedRequest<Body extends RequestBody = RequestBody> {
  readonly origin: string;
  readonly method: HttpMethod;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
}

/** A body that is not in memory. Its size is in the header `content-length`. */
export interface StreamedBody {
  /** Reads it from the start, once for each attempt. */
  readonly open: () => AsyncIterable<Buffer>;
}

export type RequestBody = Buffer | StreamedBody;

/** Bytes of a body in memory that are sent at once. */
export const PIECE_BYTES = 64 * 1024;

/** Reads a body in pieces, and restarts the timer of the request with each: a slow network takes long for a large body. */
export async function* readBody(
  body: RequestBody,
  timer: NodeJS.Timeout | undefined,
): AsyncGenerator<Buffer> {
  for await (const bytes of Buffer.isBuffer(body) ? split(body) : body.open()) {
    timer?.refresh();
    yield bytes;
  }
}

function* split(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES)
    yield bytes.subarray(start, start + PIECE_BYTES);
}

export interface ResponseHead {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface S3Response extends ResponseHead {
  readonly body: Buffer;
}

/**
 * Receives the chunks of a body. The buffer is reused once the function returns. With `canKeep`, the function may return a
 * promise, and the buffer is reused, and the request ends, only after that.
 */
export type BodySink = (bytes: Buffer, canKeep?: boolean) => Promise<void> | undefined;

/** Sends any request and reads any response; {@link S3ConnectionPool} is faster, but reads only what S3 usually sends. */
export interface S3Transport {
  /**
   * Returns the response, with its body in memory unless a sink receives it. Rejects with the network error or the
   * signal's abort reason.
   */
  send(request: SignedRequest, sink?: BodySink): Promise<S3Response>;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly proxy: ProxyOptions | undefined;
  readonly connections: number;
  readonly idleTimeoutMs: number;
}

/** A page of 1,000 keys with 1,024 bytes each, percent-encoded, has 4 MiB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** S3's errors are shorter than a tenth of this. More would need much memory, because hundreds of requests may fail at once. */
export const MAX_ERROR_BYTES = 64 * 1024;
/** A body in memory has to be complete after this many idle timeouts, however slowly it arrives. */
const MAX_IDLE_TIMEOUTS = 5;

/** A response has more bytes, or takes more time, than S3 needs for it. */
export class ResponseTooLongError extends Error {
  override readonly name = 'ResponseTooLongError';
}

/** Receives the body of a response: into the sink if it is the requested object, and else into memory. */
export class ResponseReceiver {
  readonly #head: ResponseHead;
  readonly #sink: BodySink | undefined;
  readonly #rate: ResponseRate | undefined;
  /** Of an error, only the start is kept. */
  readonly #maxKept: number;
  readonly #chunks: Buffer[] = [];
  #length = 0;

  /** @param sink of the request. A body then has no time limit, only a minimum rate. */
  constructor(head: ResponseHead, sink: BodySink | undefined, idleTimeoutMs: number) {
    this.#head = head;
    this.#sink = head.status === 200 || head.status === 206 ? sink : undefined;
    this.#rate = sink && new ResponseRate(idleTimeoutMs);
    this.#maxKept = head.status >= 300 ? MAX_ERROR_BYTES : MAX_BODY_BYTES;
  }

  /** @throws ResponseTooLongError, an error for a response that is too slow, or the error of the sink. */
  add(bytes: Buffer): void {
    const timeoutError = this.#rate?.add(bytes.length);
    if (timeoutError) throw timeoutError;
    if (this.#sink) {
      this.#sink(bytes);
      return;
    }
    const room = this.#maxKept - this.#length;
    if (room > 0) this.#chunks.push(bytes.subarray(0, room));
    this.#length += bytes.length;
    if (this.#length > MAX_BODY_BYTES) throw new ResponseTooLongError(`more than ${MAX_BODY_BYTES} bytes`);
  }

  finish(): S3Response {
    return { ...this.#head, body: Buffer.concat(this.#chunks) };
  }
}

/** Calls `abort` when a request takes longer than any response needs that is not an object. */
export function limitDuration(idleTimeoutMs: number, abort: (error: Error) => void): NodeJS.Timeout {
  const limitMs = MAX_IDLE_TIMEOUTS * idleTimeoutMs;
  return setTimeout(() => abort(new ResponseTooLongError(`not complete after ${limitMs} ms`)), limitMs);
}

/** Returns the abort reason as an error; reasons may be any value. */
export function getAbortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
}

/**
 * Returns a set for requests in flight; `abort` is called for each of them when the signal aborts. One listener for all:
 * thousands of short-lived listeners keep the memory of their requests alive.
 */
export function createInFlightSet<T>(
  signal: AbortSignal,
  abort: (request: T, reason: Error) => void,
): Set<T> {
  const requests = new Set<T>();
  signal.addEventListener('abort', () => {
    const reason = getAbortReason(signal);
    for (const request of requests) abort(request, reason);
  });
  return requests;
}
