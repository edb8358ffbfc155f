import type { HttpRequest } from './http-transport.ts';
import type { HttpResponse } from './response.ts';

/** A request that was sent before the client was created. */
export interface PrefetchedResponse {
  readonly request: HttpRequest;
  readonly response: Promise<HttpResponse>;
  /** Aborts the request if it is still in progress, and closes its connection. */
  cancel(): void;
}

/** Returns the response of a prefetched request once, to the first caller that sends the same request. */
export class Prefetch {
  #sent: PrefetchedResponse | undefined;

  constructor(sent: PrefetchedResponse | undefined) {
    this.#sent = sent;
  }

  /** The response, or undefined if another request or none was prefetched. Rejects like a normal request. */
  take(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> | undefined {
    const sent = this.#sent;
    if (!sent || !isSame(sent.request, request)) return undefined;
    this.#sent = undefined;
    const { promise: ended, reject } = Promise.withResolvers<never>();
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    return Promise.race([sent.response, ended]).finally(() => {
      signal.removeEventListener('abort', end);
      sent.cancel();
    });
  }

  cancel(): void {
    this.#sent?.cancel();
    this.#sent = undefined;
  }
}

function isSame(one: HttpRequest, other: HttpRequest): boolean {
  const { authorization: a } = one.headers;
  const { authorization: b } = other.headers;
  return one.method === other.method && one.url === other.url && one.body === other.body && a === b;
}
