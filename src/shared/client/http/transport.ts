import { Ahead, type SentAhead } from './ahead.ts';
import { stayingRedirect } from './redirect.ts';
import type { Answer } from './reply.ts';
import type { Wire, WireRequest } from './wire.ts';

/** A proxy between here and Provena, in the manner of HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
export interface ProxyOptions {
  readonly httpProxy?: string | undefined;
  /** Default: `httpProxy`. */
  readonly httpsProxy?: string | undefined;
  /** Hosts that are reached directly, separated by commas or blanks; `*.example.org` for subdomains. */
  readonly noProxy?: string | undefined;
}

/** Sends requests over pooled connections. */
export interface Transport {
  /** The answer, after redirects that stay on the host. Rejects with the network's error, the signal's reason or a LeavingHost. */
  send(request: WireRequest, signal: AbortSignal): Promise<Answer>;
  /** Ends all connections, with whatever still runs on them. */
  close(): Promise<void>;
}

const MOST_REDIRECTS = 5;

/** Nothing is loaded or opened before the first request, unless one was sent ahead. */
export function createTransport(proxy: ProxyOptions = {}, sentAhead?: SentAhead): Transport {
  const ahead = new Ahead(sentAhead);
  const opened = new Map<string, Promise<Wire>>();
  const sendTo = async (url: URL, request: WireRequest, signal: AbortSignal) => {
    const wire = await wireFor(url, proxy, opened);
    return wire.once({ ...request, url: url.href }, signal);
  };
  return {
    async send(request, signal) {
      let url = new URL(request.url);
      for (let hops = 0; ; hops++) {
        const answer = await (ahead.answerTo(request, signal) ?? sendTo(url, request, signal));
        const next = hops < MOST_REDIRECTS ? stayingRedirect(request.method, url, answer) : undefined;
        if (!next) return answer;
        url = next;
      }
    },
    async close() {
      ahead.cancel();
      for (const wire of opened.values()) await (await wire).close();
    },
  };
}

/** One wire for all requests by the proxy; without one, a wire for `http:` and one for `https:`. */
function wireFor({ protocol }: URL, proxy: ProxyOptions, opened: Map<string, Promise<Wire>>): Promise<Wire> {
  const proxied = Boolean(proxy.httpProxy || proxy.httpsProxy);
  const name = proxied ? 'proxied' : protocol;
  let wire = opened.get(name);
  if (!wire) {
    wire = proxied
      ? import('./proxied-wire.ts').then(({ proxiedWire }) => proxiedWire(proxy))
      : import('./direct-wire.ts').then(({ directWire }) => directWire(protocol === 'https:'));
    opened.set(name, wire);
  }
  return wire;
}
