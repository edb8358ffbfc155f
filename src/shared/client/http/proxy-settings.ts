/** Proxies, as HTTP_PROXY, HTTPS_PROXY and NO_PROXY define them. */
export interface ProxyOptions {
  /** URL of the proxy of `http:` addresses; without a scheme, `http://`. */
  readonly httpProxy?: string | undefined;
  /** The proxy of `https:` addresses; without it they are reached directly, as curl and Go do. */
  readonly httpsProxy?: string | undefined;
  /**
   * Hosts that are reached directly, separated by commas, semicolons or white space: `example.org` (with its subdomains),
   * `.example.org` or `*.example.org` (its subdomains), an IP address, a range such as `10.0.0.0/8`, each optionally with
   * `:port`, or `*` for all.
   */
  readonly noProxy?: string | undefined;
}

/** Reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY. The lower-case names take precedence. */
export function readProxySettings(env: Readonly<Record<string, string | undefined>>): ProxyOptions {
  const read = (name: string) => env[name.toLowerCase()] ?? env[name];
  return { httpProxy: read('HTTP_PROXY'), httpsProxy: read('HTTPS_PROXY'), noProxy: read('NO_PROXY') };
}

/** Whether a proxy is configured. */
export function isProxied(proxy: ProxyOptions | undefined): boolean {
  return Boolean(proxy?.httpProxy?.trim() || proxy?.httpsProxy?.trim());
}
