import type { Dispatcher } from 'undici';
import { stayingRedirect } from './redirect.ts';
import type { Answer } from './reply.ts';

/** A proxy between here and Provena, in the manner of HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
export interface ProxyOptions {
  readonly httpProxy?: string | undefined;
  /** Default: `httpProxy`. */
  readonly httpsProxy?: string | undefined;
  /** Hosts that are reached directly, separated by commas or blanks; `*.example.org` for subdomains. */
  readonly noProxy?: string | undefined;
}

export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

/** Sends requests over pooled connections. */
export interface Transport {
  /** The answer, after redirects that stay on the host. Rejects with the network's error, the signal's reason or a LeavingHost. */
  send(request: WireRequest, signal: AbortSignal): Promise<Answer>;
  /** Ends all connections, with whatever still runs on them. */
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 5;

/** Nothing is loaded or opened before the first request. */
export function createTransport(proxy: ProxyOptions = {}): Transport {
  let opening: Promise<Wire> | undefined;
  const wire = () => {
    opening ??= openWire(proxy);
    return opening;
  };
  return {
    async send(request, signal) {
      const { once } = await wire();
      let url = new URL(request.url);
      for (let hops = 0; ; hops++) {
        const answer = await once({ ...request, url: url.href }, signal);
        const next = hops < MOST_REDIRECTS ? stayingRedirect(request.method, url, answer) : undefined;
        if (!next) return answer;
        url = next;
      }
    },
    async close() {
      await (await opening)?.dispatcher.destroy();
    },
  };
}

interface Wire {
  readonly dispatcher: Dispatcher;
  once(request: WireRequest, signal: AbortSignal): Promise<Answer>;
}

async function openWire(proxy: ProxyOptions): Promise<Wire> {
  const undici = await import('undici');
  // Time limits are the caller's signal alone; undici's own would end long reports and say so less clearly.
  const options = { headersTimeout: 0, bodyTimeout: 0, connect: { timeout: CONNECT_TIMEOUT_MS } };
  const proxied = proxy.httpProxy || proxy.httpsProxy;
  const dispatcher = proxied
    ? new undici.EnvHttpProxyAgent({ ...options, ...withoutEnvironment(proxy) })
    : new undici.Agent(options);
  return {
    dispatcher,
    async once({ method, url, headers, body }, signal) {
      const answer = await undici.request(url, { dispatcher, method, headers, body: body ?? null, signal });
      return {
        status: answer.statusCode,
        headers: joined(answer.headers),
        bytes: await answer.body.bytes(),
      };
    },
  };
}

/** undici fills absent settings from `process.env`; empty ones it leaves alone. */
function withoutEnvironment({ httpProxy = '', httpsProxy = '', noProxy = '' }: ProxyOptions) {
  return { httpProxy, httpsProxy, noProxy };
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
