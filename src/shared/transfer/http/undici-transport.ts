import type { Dispatcher } from 'undici';
import { CONNECT_TIMEOUT_MS, joinHeaders } from '../../client/http/http-transport.ts';
import type { ProxyDispatcher } from '../../client/http/proxy-dispatcher.ts';
import { ResponseRate } from './response-rate.ts';
import {
  BodyCollector,
  type BodySink,
  createInFlightSet,
  MAX_IDLE_TIMEOUTS,
  type ResponseHead,
  ResponseTooLongError,
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
    let handler: ResponseHandler | undefined;
    const response = new Promise<S3Response>((resolve, reject) => {
      handler = new ResponseHandler(resolve, reject, sink, new ResponseRate(this.#options.idleTimeoutMs));
      this.#inFlight.add(handler);
      dispatcher.dispatch({ ...request, body: request.body ?? null }, handler);
    });
    const { idleTimeoutMs } = this.#options;
    const timer = sink
      ? undefined
      : setTimeout(() => {
          handler?.abort(
            new ResponseTooLongError(`not complete after ${MAX_IDLE_TIMEOUTS * idleTimeoutMs} ms`),
          );
        }, MAX_IDLE_TIMEOUTS * idleTimeoutMs);
    const explained = response.catch((error: unknown) => {
      throw dispatchers.explain(request.origin, error);
    });
    return explained.finally(() => {
      clearTimeout(timer);
      if (handler) this.#inFlight.delete(handler);
    });
  }

  async close(): Promise<void> {
    await (await this.#dispatchers)?.destroy();
  }
}

async function createDispatchers({
  proxy,
  connections,
  idleTimeoutMs: silenceMs,
}: TransportOptions): Promise<ProxyDispatcher> {
  const options = {
    connections,
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  };
  const { ProxyDispatcher } = await import('../../client/http/proxy-dispatcher.ts');
  return new ProxyDispatcher(proxy ?? {}, options, silenceMs);
}

/** Passes on bytes as they are parsed; undici's `request` would add a stream in between. */
class ResponseHandler implements Dispatcher.DispatchHandler {
  readonly #resolve: (response: S3Response) => void;
  readonly #reject: (error: unknown) => void;
  readonly #sink: BodySink | undefined;
  readonly #rate: ResponseRate;
  #head: ResponseHead = { status: 0, headers: {} };
  #body = new BodyCollector(0);
  #controller: Dispatcher.DispatchController | undefined;
  #abortReason: Error | undefined;

  constructor(
    resolve: (response: S3Response) => void,
    reject: (error: unknown) => void,
    sink: BodySink | undefined,
    rate: ResponseRate,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#sink = sink;
    this.#rate = rate;
  }

  /** A request that waits for a connection has no controller yet: it is aborted when it starts. */
  abort(reason: Error): void {
    this.#abortReason = reason;
    this.#controller?.abort(reason);
    if (!this.#controller) this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortReason) controller.abort(this.#abortReason);
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#head = { status, headers: joinHeaders(headers) };
    this.#body = new BodyCollector(status);
  }

  onResponseData(_: unknown, bytes: Buffer): void {
    const { status } = this.#head;
    const timeoutError = this.#sink && this.#rate.add(bytes.length);
    if (timeoutError) this.abort(timeoutError);
    else if (this.#sink && (status === 200 || status === 206)) this.#sink(bytes);
    else this.#body.add(bytes);
  }

  onResponseEnd(): void {
    this.#resolve({ ...this.#head, body: this.#body.concat() });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#reject(error);
  }
}
