/** The proxy did not pass on a request. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** Without the user and password of its URL, because errors are printed with all their fields. */
  readonly host: string;
  /** Status of the proxy's own response, if it sent one. */
  readonly status: number | undefined;

  constructor({ host }: URL, cause: unknown, status?: number) {
    super(`the proxy ${host} did not pass on the request`, { cause });
    this.host = host;
    this.status = status;
  }
}
