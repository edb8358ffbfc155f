import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Lets a server answer programs of this machine and the pages of the sandbox only. The users' passwords are public and
 * the control API needs none, so a web page of a stranger must reach nothing: neither by a host name of its own that it
 * points to 127.0.0.1 (DNS rebinding), nor by requests across sites.
 */
export function guardRequests(server: Server): void {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    const reason = findRejection(message);
    if (reason !== undefined) reject(response, reason);
    else for (const handler of handlers) handler.call(server, message, response);
  });
}

const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

function findRejection({ method, headers }: IncomingMessage): string | undefined {
  if (!isLoopbackHost(headers.host))
    return `Host "${headers.host ?? ''}" is not this machine. Use 127.0.0.1 or localhost.`;
  // A link on another page may lead here; its page cannot read the answer.
  const isNavigation = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  if (headers['sec-fetch-site'] === 'cross-site' && !isNavigation)
    return 'Requests from pages of other sites are not answered.';
  const { origin } = headers;
  // Browsers without Sec-Fetch-Site send Origin. Reading is up to the CORS rules of the services.
  if (origin !== undefined && !SAFE_METHODS.has(method) && !isLoopbackOrigin(origin))
    return `Requests from pages of "${origin}" are not answered.`;
  return undefined;
}

/** Names that lead to this machine whatever a DNS server answers (RFC 6761, section 6.3). */
function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  return name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || name.endsWith('.localhost');
}

function isLoopbackOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && isLoopbackHost(url.host);
}

function reject(response: ServerResponse, reason: string): void {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${reason}\n`);
}
