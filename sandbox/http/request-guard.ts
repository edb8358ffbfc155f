import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Finds out whether a request comes from a web page that does not belong to this machine. The passwords of the users are
 * public and the control API needs none, so a foreign page must reach nothing: neither through a host name of its own that
 * it points to 127.0.0.1 (DNS rebinding), nor by cross-site requests.
 * @param allowsForeignReads whether CORS decides if a page may read the response to a GET.
 * @returns why the request is rejected; undefined if it is not
 */
export function findRejection(
  { method, headers }: IncomingMessage,
  allowsForeignReads: boolean,
): string | undefined {
  if (!isLoopbackHost(headers.host))
    return `Host "${headers.host ?? ''}" is not this machine. Use 127.0.0.1 or localhost.`;
  const { origin } = headers;
  // For a browser, localhost and 127.0.0.1 are two sites.
  if (origin !== undefined && isLoopbackOrigin(origin)) return undefined;
  if (headers['sec-fetch-site'] === 'cross-site' && !isOpenedLink(method, headers))
    return 'Requests from pages of other sites are rejected.';
  // Browsers that do not send Sec-Fetch-Site send Origin.
  const isUpToCors = allowsForeignReads && SAFE_METHODS.has(method);
  if (origin !== undefined && !isUpToCors) return `Requests from pages of "${origin}" are rejected.`;
  return undefined;
}

/** A page may link here, because it cannot read the response. It may not show the response in a frame of its own. */
function isOpenedLink(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination = 'document' } = headers;
  return method === 'GET' && mode === 'navigate' && destination === 'document';
}

/** Names that lead to this machine whatever a DNS server responds (RFC 6761, section 6.3). */
function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  return name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || name.endsWith('.localhost');
}

function isLoopbackOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && isLoopbackHost(url.host);
}
