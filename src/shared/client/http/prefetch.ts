import type { HttpRequest } from './http-transport.ts';
import type { HttpResponse } from './response.ts';
import { untilAborted } from './until-aborted.ts';

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

  /**
   * The response, or undefined if another request or none was prefetched. Rejects like a normal request. Aborting one of
   * the signals aborts the request.
   */
  take(request: HttpRequest, ...signals: readonly AbortSignal[]): Promise<HttpResponse> | undefined {
    const sent = this.#sent;
    if (!sent || !isSame(sent.request, request)) return undefined;
    this.#sent = undefined;
    return untilAborted(sent.response, ...signals).finally(() => sent.cancel());
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
