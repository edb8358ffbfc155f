import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { INVALID_HEADER_CHARACTER } from '../../client/http/header-value.ts';
import type { ReceiveBuffers } from './receive-buffers.ts';
import { type ParsedHead, parseResponseHead } from './response-head.ts';
import { ResponseRate } from './response-rate.ts';
import type { BodySink, SignedRequest } from './s3-transport.ts';
import type { TlsClient } from './tls-client.ts';

/** A sink gets bytes when less than this, or than the rest of the body, is free in the buffer: TLS delivers pieces of 16 KiB, and each write has a cost. */
const MIN_READ_BYTES = 64 * 1024;

/** The connection ended or timed out before the response was complete. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  /** Whether the store closed an idle connection just when it was reused. */
  readonly wasStale: boolean;

  constructor(message: string, wasStale: boolean, cause?: Error) {
    super(message, cause ? { cause } : {});
    this.wasStale = wasStale;
  }
}

export interface PooledResponse extends ParsedHead {
  /** Whether the sink received the whole body; otherwise only the head is known. */
  readonly isComplete: boolean;
  readonly isReusable: boolean;
}

interface PendingRequest {
  readonly method: string;
  readonly sink: BodySink;
  readonly resolve: (response: PooledResponse) => void;
  readonly reject: (error: Error) => void;
  /** The pending work of the sink. The request ends after it. */
  readonly writes: Set<Promise<void>>;
  /** The error with which the sink finished. */
  failure: Error | undefined;
}

interface ConnectionOptions {
  readonly origin: string;
  readonly idleTimeoutMs: number;
  readonly buffers: ReceiveBuffers;
  /** Absent for a store without TLS. */
  readonly tls: TlsClient | undefined;
  readonly onClose: () => void;
}

/** One connection, for one request at a time. */
export class S3Connection {
  readonly #socket: Socket;
  /** Value of the request header `Host`, with the port if it is not the default one. */
  readonly #host: string;
  #pending: PendingRequest | undefined;
  #head: ParsedHead | undefined;
  #remainingBytes = 0;
  readonly #buffers: ReceiveBuffers;
  #buffer: Buffer;
  /** Start and end of the bytes in the buffer that were not delivered yet. */
  #start = 0;
  #end = 0;
  readonly #rate: ResponseRate;
  /** Settles when the connection is open, or has failed to open. */
  readonly opened: Promise<void>;
  #isOpen = false;
  /** Whether the connection was open already when the pending request was sent. */
  #wasOpen = false;
  /** The write for which it waits, if any. */
  #awaitedWrite: Promise<void> | undefined;

  constructor({ origin, idleTimeoutMs, buffers, tls, onClose }: ConnectionOptions) {
    this.#buffers = buffers;
    this.#buffer = buffers.take(0);
    this.#rate = new ResponseRate(idleTimeoutMs);
    const url = new URL(origin);
    const { hostname, port } = url;
    this.#host = url.host;
    const host = hostname.replace(/^\[|\]$/g, '');
    const callback = (count: number) => {
      this.#end += count;
      const timeoutError = this.#rate.add(count);
      if (timeoutError) this.fail(timeoutError);
      else this.#receive();
      return !this.#awaitedWrite;
    };
    const buffer = () => (this.#end === 0 ? this.#buffer : this.#buffer.subarray(this.#end));
    const onread = { buffer, callback };
    const options = { host, port: Number(port) || (tls ? 443 : 80), noDelay: true, onread };
    this.#socket = tls
      ? tls.connect({ ...options, ...(isIP(host) ? {} : { servername: host }), ALPNProtocols: ['http/1.1'] })
      : connectTcp(options);
    this.#socket.setTimeout(idleTimeoutMs, () => {
      if (this.#awaitedWrite) this.#socket.setTimeout(idleTimeoutMs);
      else this.fail(new Error(`no data for ${idleTimeoutMs} ms`));
    });
    this.#socket.on('error', (error) => this.fail(error));
    this.#socket.on('close', () => {
      this.fail(new Error('the store closed the connection'));
      this.#buffers.release(this.#buffer);
      onClose();
    });
    this.opened = new Promise((resolve) => {
      this.#socket.once('close', resolve).once(tls ? 'secureConnect' : 'connect', () => {
        this.#isOpen = true;
        resolve();
      });
    });
  }

  /** Sends the request and returns the response's head once the sink has received the body. */
  sendRequest(request: SignedRequest<Buffer>, sink: BodySink): Promise<PooledResponse> {
    const { method, path, headers } = request;
    let text = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n`;
    let values = '';
    for (const name in headers) {
      const value = headers[name] ?? '';
      text += `${name}: ${value}\r\n`;
      values += value;
    }
    if (INVALID_HEADER_CHARACTER.test(values)) throw createHeaderError(headers);
    this.#wasOpen = this.#isOpen;
    return new Promise((resolve, reject) => {
      this.#pending = {
        method,
        sink,
        resolve,
        reject,
        writes: new Set(),
        failure: undefined,
      };
      if (request.body) this.#socket.cork();
      this.#socket.write(`${text}\r\n`, 'latin1');
      if (!request.body) return;
      this.#socket.write(request.body);
      this.#socket.uncork();
    });
  }

  /** Rejects the pending request, if any, and closes the connection. */
  fail(cause: Error): void {
    if (!this.#pending) {
      this.close();
      return;
    }
    const wasStale = this.#wasOpen && !this.#head && this.#end === 0;
    this.#reject(
      new ConnectionLostError(`lost the connection to the store: ${cause.message}`, wasStale, cause),
    );
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  close(): void {
    this.#socket.destroy();
  }

  #reject(error: Error): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending) endAfterWrites(pending, () => pending.reject(error));
    this.close();
  }

  /** Passes bytes on. If the sink keeps the buffer, another one receives what follows. */
  #deliver(pending: PendingRequest, bytes: Buffer): void {
    const write = pending.sink(bytes, true);
    if (!write) return;
    const done = write
      .catch((error: unknown) => {
        pending.failure ??= toError(error);
        if (this.#pending === pending) this.#reject(pending.failure);
      })
      .finally(() => pending.writes.delete(done));
    pending.writes.add(done);
    this.#buffer = this.#buffers.exchange(this.#buffer, done);
    if (this.#buffers.isExhausted) this.#pauseUntil(done);
  }

  /** Stops receiving. What TLS has decrypted already still arrives. */
  #pauseUntil(write: Promise<void>): void {
    this.#awaitedWrite = write;
    void write.then(() => {
      if (this.#awaitedWrite !== write) return;
      this.#awaitedWrite = undefined;
      this.#rate.restart();
      this.#socket.resume();
    });
  }

  #receive(): void {
    try {
      this.#parse();
    } catch (error) {
      // An error of the sink, such as a full disk, is the result of the request.
      this.#reject(toError(error));
    }
  }

  #parse(): void {
    const pending = this.#pending;
    if (!pending) throw new ConnectionLostError('the store sent data without a request', false);
    if (!this.#head) {
      const parsed = parseResponseHead(this.#buffer.subarray(0, this.#end), pending.method);
      if (!parsed) return;
      this.#head = parsed.head;
      this.#start = parsed.end;
      this.#remainingBytes = parsed.head.bodyLength;
      if (!parsed.head.isSupported) {
        this.#finish(false);
        return;
      }
      this.#buffer = this.#buffers.fit(this.#buffer, this.#end, this.#start + this.#remainingBytes);
    }
    const available = this.#end - this.#start;
    if (available > this.#remainingBytes)
      throw new ConnectionLostError('the response is longer than its Content-Length', false);
    const isComplete = available === this.#remainingBytes;
    const missing = this.#remainingBytes - available;
    if (!isComplete && this.#buffer.length - this.#end >= Math.min(MIN_READ_BYTES, missing)) return;
    const bytes = this.#buffer.subarray(this.#start, this.#end);
    this.#start = 0;
    this.#end = 0;
    this.#remainingBytes -= available;
    if (available > 0) this.#deliver(pending, bytes);
    if (isComplete) this.#finish(true);
  }

  #finish(isComplete: boolean): void {
    const pending = this.#pending;
    const head = this.#head;
    this.#pending = undefined;
    this.#head = undefined;
    this.#rate.restart();
    // If the response came before the whole request was sent, the socket still reads from the request's buffer. Closing
    // the connection ends that.
    const isSent = this.#socket.writableLength === 0;
    if (!head || !pending) return;
    const response = { ...head, isComplete, isReusable: isComplete && isSent && head.isKeepAlive };
    endAfterWrites(pending, () => pending.resolve(response));
  }
}

/** Ends a request once its sink has finished; at once if it has nothing to finish. An error of the sink is the result. */
function endAfterWrites(pending: PendingRequest, end: () => void): void {
  const settle = () => (pending.failure ? pending.reject(pending.failure) : end());
  if (pending.writes.size === 0) settle();
  else void Promise.all(pending.writes).then(settle);
}

function createHeaderError(headers: Readonly<Record<string, string>>): Error {
  const name = Object.keys(headers).find((key) => INVALID_HEADER_CHARACTER.test(headers[key] ?? ''));
  return new Error(`the value of header ${name} contains an invalid character`);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
