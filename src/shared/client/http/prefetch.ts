import type { HttpRequest } from './http-transport.ts';
import type { HttpResponse } from './response.ts';

/** A request that is on its way before the client is there to ask for it. */
export interface PrefetchedResponse {
  readonly request: HttpRequest;
  readonly response: Promise<HttpResponse>;
  /** Ends the request if it still runs, and its connection. */
  cancel(): void;
}

/** Hands out the answer to a request that was sent ahead, once, to whoever wants to send the same. */
export class Prefetch {
  #sent: PrefetchedResponse | undefined;

  constructor(sent: PrefetchedResponse | undefined) {
    this.#sent = sent;
  }

  /** The answer, or undefined where another request was sent ahead, or none. Rejects like a request of one's own. */
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
