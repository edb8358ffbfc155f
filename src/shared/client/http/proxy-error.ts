/** The proxy did not pass on a request. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly proxy: URL;
  /** Status of the proxy's own response, if it sent one. */
  readonly status: number | undefined;

  constructor(proxy: URL, cause: unknown, status?: number) {
    super(`the proxy ${proxy.host} did not pass on the request`, { cause });
    this.proxy = proxy;
    this.status = status;
  }
}
