import { promisify } from 'node:util';
import { Agent, type Dispatcher, errors, Pool, ProxyAgent } from 'undici';
import { isCleartextResponse } from './cleartext-response.ts';
import { getErrorCodes } from './error-causes.ts';
import { findProxy, type ProxyOptions } from './proxy-settings.ts';

/** A request did not get past the proxy. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** Status of the proxy's own response, if it sent one. */
  readonly status: number | undefined;

  constructor(proxy: URL, cause: Error, status: number | undefined) {
    super(`the proxy ${proxy.host} ${describe(cause, status)}`, { cause });
    this.status = status;
  }
}

function describe(cause: Error, status: number | undefined): string {
  if (status === 407) return 'requires a valid user and password (407). Add them to the proxy URL';
  if (status !== undefined) return `rejected the connection (${status})`;
  if (isCleartextResponse(cause))
    return 'does not respond with TLS. If it has none, set its URL with http://';
  const code = 'code' in cause ? cause.code : cause.name;
  // The proxy may be reachable, but not the server from it.
  const failure =
    code === 'UND_ERR_CONNECT_TIMEOUT' ? 'does not open a connection in time' : 'cannot be reached';
  return `${failure} (${code}). Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY`;
}

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
    const created = proxy
      ? new ProxyAgent({
          ...this.#options,
          uri: proxy.href,
          // undici does not pass the options to the connections that it opens for `http:`.
          factory: (url, options) => new Pool(url, { ...this.#options, ...options }),
          clientFactory: (url, options) => createTunnelPool(url, options, this.#tunnelTimeoutMs),
        })
      : new Agent(this.#options);
    this.#dispatchers.set(key, created);
    return created;
  }

  /** Returns the error to report for a failed request: a ProxyError if it failed at the proxy. */
  explain(origin: string, error: unknown): unknown {
    const proxy = findProxy(new URL(origin), this.#settings);
    if (!proxy || !(error instanceof Error)) return error;
    const status = findTunnelStatus(error);
    const isOfProxy =
      status !== undefined ||
      isConnectError(error, origin) ||
      (proxy.protocol === 'https:' && isCleartextResponse(error));
    return isOfProxy ? new ProxyError(proxy, error, status) : error;
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  }
}

/** The proxy did not open a tunnel in time. undici's ConnectTimeoutError then remains for TLS inside an open tunnel. */
class TunnelTimeoutError extends Error {
  readonly code = 'UND_ERR_CONNECT_TIMEOUT';
}

/**
 * Opens tunnels. undici would wait five minutes for the response to CONNECT, and then report a request without a response,
 * although no request was sent.
 */
function createTunnelPool(proxy: URL, options: object, headersTimeout: number): Dispatcher {
  const pool = new Pool(proxy, { ...options, headersTimeout });
  const connect = promisify(pool.connect.bind(pool));
  return Object.assign(pool, {
    connect: async (request: Dispatcher.ConnectOptions) => {
      try {
        return await connect(request);
      } catch (error) {
        const isTimeout =
          error instanceof errors.HeadersTimeoutError || error instanceof errors.ConnectTimeoutError;
        throw isTimeout ? new TunnelTimeoutError() : error;
      }
    },
  });
}

/** undici reports a 407, and a CONNECT that was not accepted, in its message only. */
function findTunnelStatus(error: Error): number | undefined {
  const status = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(error.message)?.[1];
  if (status !== undefined) return Number(status);
  return error.cause instanceof Error ? findTunnelStatus(error.cause) : undefined;
}

const CONNECT_ERROR =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_CONN)$/;

/**
 * The only connections that are opened are those to the proxy, so these errors concern the proxy, except a timeout of TLS, which
 * is with the server.
 */
function isConnectError(error: Error, origin: string): boolean {
  const isOfServer = origin.startsWith('https:') && error instanceof errors.ConnectTimeoutError;
  return !isOfServer && getErrorCodes(error).some((code) => CONNECT_ERROR.test(code));
}
