import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { CONNECT_TIMEOUT_MS, joinHeaders } from '../../client/http/http-transport.ts';
import type { ProxyDispatcher } from '../../client/http/proxy-dispatcher.ts';
import {
  type BodySink,
  createInFlightSet,
  limitDuration,
  PIECE_BYTES,
  ResponseReceiver,
  readBody,
  type S3Response,
  type S3Transport,
  type SignedRequest,
  type TransportOptions,
} from './s3-transport.ts';

/** Sends requests by undici, which is loaded with the first request and supports proxies. */
export class UndiciTransport implements S3Transport {
  readonly #options: TransportOptions;
  readonly #signal: AbortSignal;
  readonly #inFlight: Set<ResponseHandler>;
  #dispatchers: Promise<ProxyDispatcher> | undefined;

  constructor(options: TransportOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#inFlight = createInFlightSet(signal, (handler, reason) => handler.abort(reason));
  }

  async send(request: SignedRequest, sink?: BodySink): Promise<S3Response> {
    this.#dispatchers ??= createDispatchers(this.#options);
    const dispatchers = await this.#dispatchers;
    const dispatcher = dispatchers.forOrigin(request.origin);
    this.#signal.throwIfAborted();
    const { idleTimeoutMs } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<S3Response>();
    const handler = new ResponseHandler({ resolve, reject, sink, idleTimeoutMs });
    this.#inFlight.add(handler);
    const timer = sink ? undefined : limitDuration(idleTimeoutMs, (error) => handler.abort(error));
    try {
      const { body = null } = request;
      // The timeout of undici starts again only with the next piece of a stream.
      const isSmall = Buffer.isBuffer(body) && body.length <= PIECE_BYTES;
      const sentBody = body === null || isSmall ? body : Readable.from(readBody(body, timer));
      dispatcher.dispatch({ ...request, body: sentBody }, handler);
      return await promise;
    } catch (error) {
      throw dispatchers.explain(request.origin, error);
    } finally {
      clearTimeout(timer);
      this.#inFlight.delete(handler);
    }
  }

  async close(): Promise<void> {
    await (await this.#dispatchers)?.destroy();
  }
}

async function createDispatchers(options: TransportOptions): Promise<ProxyDispatcher> {
  const { proxy = {}, connections, idleTimeoutMs } = options;
  const { ProxyDispatcher } = await import('../../client/http/proxy-dispatcher.ts');
  const connect = { timeout: CONNECT_TIMEOUT_MS };
  const limits = { connections, connect, headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs };
  return new ProxyDispatcher(proxy, limits, idleTimeoutMs);
}

interface HandlerOptions {
  readonly resolve: (response: S3Response) => void;
  readonly reject: (error: unknown) => void;
  readonly sink: BodySink | undefined;
  readonly idleTimeoutMs: number;
}

/** Passes on bytes as they are parsed; undici's `request` would add a stream in between. */
class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #options: HandlerOptions;
  #receiver: ResponseReceiver | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #abortReason: Error | undefined;

  constructor(options: HandlerOptions) {
    this.#options = options;
  }

  /** A request that waits for a connection has no controller yet: it is aborted when it starts. */
  abort(reason: Error): void {
    this.#abortReason = reason;
    this.#controller?.abort(reason);
    if (!this.#controller) this.#options.reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortReason) controller.abort(this.#abortReason);
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    const { sink, idleTimeoutMs } = this.#options;
    this.#receiver = new ResponseReceiver({ status, headers: joinHeaders(headers) }, sink, idleTimeoutMs);
  }

  onResponseData(_: unknown, bytes: Buffer): void {
    this.#receiver?.add(bytes);
  }

  onResponseEnd(): void {
    if (this.#receiver) this.#options.resolve(this.#receiver.finish());
  }

  onResponseError(_: unknown, error: Error): void {
    this.#options.reject(error);
  }
}
