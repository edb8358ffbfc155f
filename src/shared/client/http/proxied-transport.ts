import { EnvHttpProxyAgent, request } from 'undici';
import type { ProxyOptions } from './http-client.ts';
import { CONNECT_TIMEOUT_MS, type HttpTransport, joinHeaders } from './http-transport.ts';

/** By way of a proxy, or past it for the hosts that are excepted: undici, which knows the rules of both. */
export function proxiedTransport({
  httpProxy = '',
  httpsProxy = '',
  noProxy = '',
}: ProxyOptions): HttpTransport {
  const dispatcher = new EnvHttpProxyAgent({
    // Time limits are the caller's signal alone; undici's own would end long reports and say so less clearly.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // undici fills absent settings from `process.env`; empty ones it leaves alone.
    httpProxy,
    httpsProxy,
    noProxy,
  });
  return {
    async send({ method, url, headers, body }, signal) {
      const answer = await request(url, { dispatcher, method, headers, body: body ?? null, signal });
      return {
        status: answer.statusCode,
        headers: joinHeaders(answer.headers),
        bytes: await answer.body.bytes(),
      };
    },
    close: () => dispatcher.destroy(),
  };
}
