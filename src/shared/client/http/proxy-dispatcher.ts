import { promisify } from 'node:util';
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { findProxy } from './find-proxy.ts';
import { explainHandshakeFailure } from './http-transport.ts';
import { ProxyError } from './proxy-error.ts';
import type { ProxyOptions } from './proxy-settings.ts';

/** Dispatchers by origin: one for each proxy, and one for hosts that are reached directly. */
export class ProxyDispatcher {
  readonly #settings: ProxyOptions;
  readonly #options: Agent.Options;
  readonly #tunnelTimeoutMs: number;
  readonly #dispatchers = new Map<string, Dispatcher>();

  /** @param tunnelTimeoutMs time limit of the proxy's response to CONNECT, in milliseconds. */
  constructor(settings: ProxyOptions, options: Agent.Options, tunnelTimeoutMs: number) {
    this.#settings = settings;
    this.#options = options;
    this.#tunnelTimeoutMs = tunnelTimeoutMs;
  }

  /** @throws InvalidError if a setting is not the URL of an HTTP proxy. */
  forOrigin(origin: string): Dispatcher {
    const proxy = findProxy(new URL(origin), this.#settings);
    const key = proxy?.href ?? '';
    const existing = this.#dispatchers.get(key);
    if (existing) return existing;
    const explain = (url: string | URL, error: Error) => {
      if (error instanceof ProxyError) return error;
      // Requests for `http:` are sent to the proxy itself.
      return proxy && String(url) === proxy.href
        ? new ProxyError(proxy, error)
        : explainHandshakeFailure(error);
    };
    // undici does not pass the options to the connections that it opens for `http:`.
    const factory = (url: string | URL, options: object) =>
      createPool(url, { ...this.#options, ...options }, (error) => explain(url, error));
    const created = proxy
      ? new ProxyAgent({
          ...this.#options,
          uri: proxy.href,
          factory,
          clientFactory: (_, options) => createTunnelPool(proxy, options, this.#tunnelTimeoutMs),
        })
      : new Agent({ ...this.#options, factory });
    this.#dispatchers.set(key, created);
    return created;
  }

  /** Returns the error to report for a failed request: a ProxyError if it failed at the proxy. */
  explain(origin: string, error: unknown): unknown {
    const proxy = findProxy(new URL(origin), this.#settings);
    // undici reports the 407 of a proxy for `http:` in its message only.
    const isRejected = error instanceof Error && error.message === 'Proxy Authentication Required (407)';
    return proxy && isRejected ? new ProxyError(proxy, error, 407) : error;
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  }
}

/** A pool whose requests fail with the result of `explain` if there is no connection for them: nothing was sent. */
function createPool(url: string | URL, options: Pool.Options, explain: (error: Error) => Error): Pool {
  const connect = typeof options.connect === 'function' ? options.connect : buildConnector(options.connect);
  return new Pool(url, {
    ...options,
    connect: (target, callback) =>
      connect(target, (...[error, socket]) =>
        error ? callback(explain(error), null) : callback(null, socket),
      ),
  });
}

/** Opens tunnels. undici would wait five minutes for the response to CONNECT, and not name the proxy in its errors. */
function createTunnelPool(proxy: URL, options: object, headersTimeout: number): Dispatcher {
  const pool = new Pool(proxy, { ...options, headersTimeout });
  const connect = promisify(pool.connect.bind(pool));
  return Object.assign(pool, {
    connect: async (request: Dispatcher.ConnectOptions) => {
      const tunnel = await connect(request).catch((error: unknown) => {
        throw new ProxyError(proxy, error);
      });
      if (tunnel.statusCode === 200) return tunnel;
      tunnel.socket.on('error', () => {}).destroy();
      throw new ProxyError(proxy, undefined, tunnel.statusCode);
    },
  });
}
