import type { HttpRequest, HttpTransport } from './http-transport.ts';
import { Prefetch, type PrefetchedResponse } from './prefetch.ts';
import { isProxied, type ProxyOptions } from './proxy-settings.ts';
import { resolveRedirect } from './redirect.ts';
import type { HttpResponse } from './response.ts';
import { untilAborted } from './until-aborted.ts';

/** Sends requests over pooled connections. */
export interface HttpClient {
  /**
   * Returns the response, after redirects on the same host. Rejects with the network error, the reason of the signal,
   * a CrossOriginRedirectError or a ClientClosedError.
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Closes all connections and aborts their requests. Further requests are rejected. */
  close(): Promise<void>;
  /** Aborted by `close`; the reason is a ClientClosedError. */
  readonly closed: AbortSignal;
}

/** The client was closed before or during a request. */
export class ClientClosedError extends Error {
  readonly isUnsent: boolean;

  constructor(isUnsent: boolean) {
    super('the client was closed');
    this.isUnsent = isUnsent;
  }
}

const MAX_REDIRECTS = 5;

/**
 * Nothing is loaded or opened before the first request, unless one was prefetched.
 * @param convert returns a response in the form in which to return it.
 */
export function createHttpClient(
  proxy: ProxyOptions = {},
  prefetched?: PrefetchedResponse,
  convert: (response: HttpResponse) => HttpResponse = (response) => response,
): HttpClient {
  const prefetch = new Prefetch(prefetched);
  const opened = new Map<string, Promise<HttpTransport>>();
  const closing = new AbortController();
  const closed = closing.signal;
  const sendTo = async (url: URL, request: HttpRequest, signal: AbortSignal) => {
    const transport = await openTransport(url, proxy, opened);
    if (closed.aborted) throw new ClientClosedError(true);
    // Not every transport ends a request that is still waiting for its connection.
    return untilAborted(transport.send({ ...request, url: url.href }, signal), signal, closed);
  };
  return {
    async send(request, signal) {
      let url = new URL(request.url);
      for (let hops = 0; ; hops++) {
        const response = await (prefetch.take(request, signal, closed) ?? sendTo(url, request, signal));
        const next = hops < MAX_REDIRECTS ? resolveRedirect(request.method, url, response) : undefined;
        if (!next) return convert(response);
        url = next;
      }
    },
    async close() {
      closing.abort(new ClientClosedError(false));
      prefetch.cancel();
      for (const transport of opened.values()) await (await transport).close();
    },
    closed,
  };
}

/** One transport for all requests through the proxy; without one, a transport for `http:` and one for `https:`. */
function openTransport(
  { protocol }: URL,
  proxy: ProxyOptions,
  opened: Map<string, Promise<HttpTransport>>,
): Promise<HttpTransport> {
  const proxied = isProxied(proxy);
  const name = proxied ? 'proxied' : protocol;
  let transport = opened.get(name);
  if (!transport) {
    transport = proxied
      ? import('./proxied-transport.ts').then(({ proxiedTransport }) => proxiedTransport(proxy))
      : import('./direct-transport.ts').then(({ directTransport }) => directTransport(protocol));
    opened.set(name, transport);
  }
  return transport;
}
