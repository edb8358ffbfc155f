import type { ProxyOptions } from './http-client.ts';

/** The proxy that an environment names by HTTP_PROXY, HTTPS_PROXY and NO_PROXY. The lower-case forms win. */
export function readProxySettings(env: Readonly<Record<string, string | undefined>>): ProxyOptions {
  const read = (name: string) => env[name.toLowerCase()] ?? env[name];
  return { httpProxy: read('HTTP_PROXY'), httpsProxy: read('HTTPS_PROXY'), noProxy: read('NO_PROXY') };
}
