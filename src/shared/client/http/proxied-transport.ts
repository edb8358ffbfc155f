import { request } from 'undici';
import {
  CONNECT_TIMEOUT_MS,
  type HttpTransport,
  joinHeaders,
  MAX_CONNECTIONS,
  readResponse,
} from './http-transport.ts';
import { ProxyDispatcher } from './proxy-dispatcher.ts';
import type { ProxyOptions } from './proxy-settings.ts';

/** Sends requests through a proxy, or directly to the hosts that are excluded. */
export function proxiedTransport(proxy: ProxyOptions): HttpTransport {
  // The caller's signal is the only other time limit; undici's own would end long reports with a less clear error.
  const limits = { connections: MAX_CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 };
  const options = { ...limits, connect: { timeout: CONNECT_TIMEOUT_MS } };
  const dispatchers = new ProxyDispatcher(proxy, options, CONNECT_TIMEOUT_MS);
  return {
    async send(message, signal) {
      const { method, url, headers, body } = message;
      const { origin } = new URL(url);
      // undici does not report when a request gets its connection.
      message.onConnection?.();
      try {
        const dispatcher = dispatchers.forOrigin(origin);
        const response = await request(url, { dispatcher, method, headers, body: body ?? null, signal });
        const head = { status: response.statusCode, headers: joinHeaders(response.headers) };
        return await readResponse(message, head, response.body);
      } catch (error) {
        throw signal.aborted ? error : dispatchers.explain(origin, error);
      }
    },
    close: () => dispatchers.destroy(),
  };
}
