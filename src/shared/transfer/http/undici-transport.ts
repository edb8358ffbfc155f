import type { Dispatcher } from 'undici';
import type { ProxyOptions } from '../../client/index.ts';

/** A signed request, ready to be sent. */
export interface SignedRequest {
  readonly origin: string;
  readonly method: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

/** The head of an answer. */
export interface ResponseHead {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer, whole. */
export interface S3Response extends ResponseHead {
  readonly body: Buffer;
}

/** Takes the bytes of a body as they come; they are its own only until it returns. */
export type BodySink = (bytes: Buffer) => void;

/** How connections are made. */
export interface TransportOptions {
  readonly proxy: ProxyOptions | undefined;
  readonly connections: number;
  readonly idleTimeoutMs: number;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Requests over pooled connections, by undici. It is loaded with the first of them. */
export class UndiciTransport {
  readonly #options: TransportOptions;
  readonly #signal: AbortSignal;
  readonly #underWay = new Set<ResponseHandler>();
  #dispatcher: Promise<Dispatcher> | undefined;

  constructor(options: TransportOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    // One listener for all requests: a list of thousands that come and go keeps what they held alive for long.
    signal.addEventListener('abort', () => {
      for (const receiver of this.#underWay) receiver.stop(getAbortReason(signal));
    });
  }

  /** The answer, its body in memory unless a sink takes it. Rejects with the network's error or the signal's reason. */
  async send(request: SignedRequest, sink?: BodySink): Promise<S3Response> {
    this.#dispatcher ??= createDispatcher(this.#options);
    const dispatcher = await this.#dispatcher;
    this.#signal.throwIfAborted();
    let receiver: ResponseHandler | undefined;
    const answer = new Promise<S3Response>((resolve, reject) => {
      receiver = new ResponseHandler(resolve, reject, sink);
      this.#underWay.add(receiver);
      const method = request.method as Dispatcher.HttpMethod;
      dispatcher.dispatch({ ...request, method, body: request.body ?? null }, receiver);
    });
    return answer.finally(() => receiver && this.#underWay.delete(receiver));
  }

  async close(): Promise<void> {
    await (await this.#dispatcher)?.destroy();
  }
}

async function createDispatcher({
  proxy,
  connections,
  idleTimeoutMs: silenceMs,
}: TransportOptions): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await import('undici');
  const options = {
    connections,
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  };
  if (!isProxied(proxy)) return new Agent(options);
  // undici fills absent settings from the environment; empty ones it leaves alone.
  const { httpProxy = '', httpsProxy = httpProxy, noProxy = '' } = proxy ?? {};
  return new EnvHttpProxyAgent({ ...options, httpProxy, httpsProxy, noProxy });
}

/** Whether anything goes through a proxy. */
export function isProxied(proxy: ProxyOptions | undefined): boolean {
  return Boolean(proxy?.httpProxy || proxy?.httpsProxy);
}

/** undici's own `request` would put a stream between the socket and us; this gives the bytes as they are parsed. */
class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: S3Response) => void;
  readonly #reject: (error: unknown) => void;
  readonly #sink: BodySink | undefined;
  readonly #pieces: Buffer[] = [];
  #head: ResponseHead = { status: 0, headers: {} };
  #controller: Dispatcher.DispatchController | undefined;
  #stopped: Error | undefined;

  constructor(
    resolve: (answer: S3Response) => void,
    reject: (error: unknown) => void,
    sink: BodySink | undefined,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#sink = sink;
  }

  /** A request that waits for a connection has nobody to stop yet: it is stopped when it begins. */
  stop(reason: Error): void {
    this.#stopped = reason;
    this.#controller?.abort(reason);
    if (!this.#controller) this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#stopped) controller.abort(this.#stopped);
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#head = { status, headers: joinHeaderValues(headers) };
  }

  onResponseData(_: unknown, bytes: Buffer): void {
    const { status } = this.#head;
    if (this.#sink && (status === 200 || status === 206)) this.#sink(bytes);
    else this.#pieces.push(bytes);
  }

  onResponseEnd(): void {
    this.#resolve({ ...this.#head, body: Buffer.concat(this.#pieces) });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#reject(error);
  }
}

/** Why the signal fired, as an error: abort reasons may be anything. */
export function getAbortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
}

function joinHeaderValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
