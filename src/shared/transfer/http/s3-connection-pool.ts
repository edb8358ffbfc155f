import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type ParsedHead, parseResponseHead } from './response-head.ts';
import { type BodySink, getAbortReason, type SignedRequest } from './undici-transport.ts';

/** Bytes that are read from the kernel at once. The whole buffer of one connection: nothing is allocated a read. */
const BUFFER_BYTES = 256 * 1024;

/** A line break inside a header would begin another one (RFC 9110 §5.5). */
const INVALID_HEADER_CHARACTER = /[^\t\x20-\x7e\x80-\xff]/;

/** The connection ended or was silent; nothing is known of the answer, or only a part of it came. */
export class ConnectionLostError extends Error {
  override readonly name = 'LaneBroken';
  /** Whether an idle connection was closed by the store just as it was taken up again: no fault of anybody. */
  readonly wasStale: boolean;

  constructor(message: string, wasStale: boolean, cause?: Error) {
    super(message, cause ? { cause } : {});
    this.wasStale = wasStale;
  }
}

/**
 * Moves objects over connections of its own: few allocations a request, one buffer a connection. It understands one kind
 * of answer, a 200 or 206 framed by its Content-Length, which is how S3 answers GET, HEAD and PUT of objects; of any other
 * it gives the head alone and drops the connection. docs/decisions/ says what this is worth.
 */
export class S3ConnectionPool {
  readonly #idle: S3Connection[] = [];
  readonly #all = new Set<S3Connection>();
  /** Buffers of connections that have ended, for stores that end each after one answer. */
  readonly #spare: Buffer[] = [];
  readonly #silenceMs: number;
  readonly #signal: AbortSignal;

  constructor(silenceMs: number, signal: AbortSignal) {
    this.#silenceMs = silenceMs;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const connection of this.#all) connection.fail(getAbortReason(signal));
    });
  }

  /** Rejects with a {@link ConnectionLostError}, or with what the sink threw. */
  async send(request: SignedRequest, sink: BodySink): Promise<PooledResponse> {
    this.#signal.throwIfAborted();
    const connection = this.#idle.pop() ?? this.#open(request.origin);
    let isReusable = false;
    try {
      const answer = await connection.sendRequest(request, sink);
      isReusable = answer.isReusable;
      return answer;
    } finally {
      if (isReusable) this.#idle.push(connection);
      else connection.close();
    }
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  #open(origin: string): S3Connection {
    const buffer = this.#spare.pop() ?? Buffer.allocUnsafe(BUFFER_BYTES);
    const connection = new S3Connection(origin, this.#silenceMs, buffer, () => {
      this.#spare.push(buffer);
      this.#all.delete(connection);
      const at = this.#idle.indexOf(connection);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    this.#all.add(connection);
    return connection;
  }
}

interface PooledResponse extends ParsedHead {
  /** Whether the sink has had the body; otherwise only the head is known. */
  readonly isComplete: boolean;
  readonly isReusable: boolean;
}

interface PendingRequest {
  readonly method: string;
  readonly sink: BodySink;
  readonly resolve: (answer: PooledResponse) => void;
  readonly reject: (error: Error) => void;
}

class S3Connection {
  readonly #socket: Socket;
  #exchange: PendingRequest | undefined;
  #head: ParsedHead | undefined;
  /** Bytes of a head that has not come whole. */
  #early: Buffer = Buffer.alloc(0);
  #left = 0;
  #served = 0;

  constructor(origin: string, silenceMs: number, buffer: Buffer, onClose: () => void) {
    const { protocol, hostname, port } = new URL(origin);
    const host = hostname.replace(/^\[|\]$/g, '');
    const take = (count: number) => {
      this.#take(buffer.subarray(0, count));
      return true;
    };
    const onread = { buffer, callback: take };
    const secure = protocol === 'https:';
    const options = { host, port: Number(port) || (secure ? 443 : 80), noDelay: true, onread };
    this.#socket = secure
      ? connectTls({ ...options, ...(isIP(host) ? {} : { servername: host }), ALPNProtocols: ['http/1.1'] })
      : connectTcp(options);
    this.#socket.setTimeout(silenceMs, () => this.fail(new Error(`silent for ${silenceMs} ms`)));
    this.#socket.on('error', (error) => this.fail(error));
    this.#socket.on('close', () => {
      this.fail(new Error('the store closed the connection'));
      onClose();
    });
  }

  /** Sends the request and gives the head of its answer, once the sink has had the body. */
  async sendRequest(request: SignedRequest, sink: BodySink): Promise<PooledResponse> {
    const { host } = new URL(request.origin);
    let text = `${request.method} ${request.path} HTTP/1.1\r\nhost: ${host}\r\n`;
    for (const [name, value] of Object.entries(request.headers)) {
      if (INVALID_HEADER_CHARACTER.test(value))
        throw new Error(`the header ${name} has a character that headers cannot have`);
      text += `${name}: ${value}\r\n`;
    }
    return new Promise((resolve, reject) => {
      this.#exchange = { method: request.method, sink, resolve, reject };
      this.#socket.cork();
      this.#socket.write(`${text}\r\n`, 'latin1');
      if (request.body) this.#socket.write(request.body);
      this.#socket.uncork();
    });
  }

  /** Ends the exchange under way, if there is one, and the connection. */
  fail(cause: Error): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    const wasStale = this.#served > 0 && !this.#head && this.#early.length === 0;
    exchange?.reject(
      new ConnectionLostError(`the connection to the store broke: ${cause.message}`, wasStale, cause),
    );
    this.close();
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    try {
      this.#read(bytes);
    } catch (error) {
      // What the sink threw, a full disk for one, is the answer to the exchange.
      const exchange = this.#exchange;
      this.#exchange = undefined;
      exchange?.reject(error instanceof Error ? error : new Error(String(error)));
      this.close();
    }
  }

  #read(bytes: Buffer): void {
    if (!this.#exchange) throw new ConnectionLostError('the store speaks without being asked', false);
    let body = bytes;
    if (!this.#head) {
      const whole = this.#early.length > 0 ? Buffer.concat([this.#early, bytes]) : bytes;
      const parsed = parseResponseHead(whole, this.#exchange.method);
      if (!parsed) {
        this.#early = Buffer.from(whole);
        return;
      }
      this.#head = parsed.head;
      this.#early = Buffer.alloc(0);
      this.#left = parsed.head.bodyLength;
      if (!parsed.head.isSupported) {
        this.#finish(false);
        return;
      }
      body = whole.subarray(parsed.end);
    }
    if (body.length > this.#left) throw new ConnectionLostError('the answer is longer than it says', false);
    this.#left -= body.length;
    if (body.length > 0) this.#exchange.sink(body);
    if (this.#left === 0) this.#finish(true);
  }

  #finish(isWhole: boolean): void {
    const exchange = this.#exchange;
    const head = this.#head;
    this.#exchange = undefined;
    this.#head = undefined;
    this.#served += 1;
    // An answer that came before all was sent leaves bytes under way that nobody may touch: they go with the connection.
    const isSent = this.#socket.writableLength === 0;
    if (head)
      exchange?.resolve({ ...head, isComplete: isWhole, isReusable: isWhole && isSent && head.isKeepAlive });
  }
}
