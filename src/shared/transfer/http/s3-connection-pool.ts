import { ReceiveBuffers } from './receive-buffers.ts';
import { type PooledResponse, S3Connection } from './s3-connection.ts';
import { type BodySink, getAbortReason, type SignedRequest } from './s3-transport.ts';
import type { TlsClient } from './tls-client.ts';

/** Connections that `preconnect` opens at the same time. Between two batches, other responses are read. */
const PRECONNECT_BATCH = 32;

/**
 * Transfers objects over its own keep-alive connections, with few allocations per request. It supports one kind of
 * response, 200 or 206 with `Content-Length`, which is how S3 responds to GET, HEAD and PUT of objects. For any other response
 * it returns the head only and closes the connection. For measurements, see docs/decisions.
 */
export class S3ConnectionPool {
  readonly #idle: S3Connection[] = [];
  readonly #all = new Set<S3Connection>();
  readonly #buffers = new ReceiveBuffers();
  readonly #tls: TlsClient | undefined;
  readonly #idleTimeoutMs: number;
  readonly #signal: AbortSignal;
  #canPreconnect = true;

  constructor(idleTimeoutMs: number, signal: AbortSignal, tls?: TlsClient) {
    this.#idleTimeoutMs = idleTimeoutMs;
    this.#tls = tls;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const connection of this.#all) connection.fail(getAbortReason(signal));
    });
  }

  /** Rejects with a {@link ConnectionLostError}, or with the error of the sink. */
  async send(request: SignedRequest<Buffer>, sink: BodySink): Promise<PooledResponse> {
    this.#signal.throwIfAborted();
    this.#canPreconnect = false;
    const connection = this.#idle.pop() ?? this.#open(request.origin);
    let isReusable = false;
    try {
      const response = await connection.sendRequest(request, sink);
      isReusable = response.isReusable;
      return response;
    } finally {
      // The store may have closed it while the sink was finishing.
      if (isReusable && !connection.isClosed) this.#idle.push(connection);
      else connection.close();
    }
  }

  /**
   * Opens connections before there are requests, while the process waits for something else, such as a listing. Stops at the
   * first request, or when the store accepts or keeps no more connections.
   * @param count of open connections to reach.
   * @returns the number of open connections
   */
  async preconnect(origin: string, count: number): Promise<number> {
    // Without a session to resume, each handshake would take twice the CPU time.
    await this.#tls?.firstSession;
    while (this.#canPreconnect && this.#all.size < count && !this.#signal.aborted) {
      const size = Math.min(count, this.#all.size + PRECONNECT_BATCH);
      const connections = Array.from({ length: size - this.#all.size }, () => this.#open(origin));
      this.#idle.push(...connections);
      await Promise.all(connections.map(({ opened }) => opened));
      // A store with a limit may close connections some time after it accepted them.
      if (this.#all.size < size) this.#canPreconnect = false;
    }
    return this.#all.size;
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  #open(origin: string): S3Connection {
    const onClose = () => {
      this.#all.delete(connection);
      const index = this.#idle.indexOf(connection);
      if (index >= 0) this.#idle.splice(index, 1);
    };
    const connection = new S3Connection({
      origin,
      idleTimeoutMs: this.#idleTimeoutMs,
      buffers: this.#buffers,
      tls: this.#tls,
      onClose,
    });
    this.#all.add(connection);
    return connection;
  }
}
