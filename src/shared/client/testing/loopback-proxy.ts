import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { closeServer, listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';

export interface LoopbackProxy extends AsyncDisposable {
  readonly url: string;
  /** Hosts that were requested through the proxy. */
  readonly hosts: string[];
}

/** A real proxy that forwards everything to one server, whatever the host. It supports both kinds of proxy requests. */
export async function startLoopbackProxy(target: string): Promise<LoopbackProxy> {
  const { hostname, port } = new URL(target);
  const hosts: string[] = [];
  const server = createServer((request, response) => {
    const { host, pathname, search } = new URL(request.url ?? '');
    hosts.push(host);
    const { method = 'GET', headers } = request;
    const forward = httpRequest({ hostname, port, path: pathname + search, method, headers }, (upstream) => {
      response.writeHead(upstream.statusCode ?? 502, upstream.headers);
      upstream.pipe(response);
    });
    request.pipe(forward);
  });
  server.on('connect', (request, socket, head) => {
    hosts.push(request.url ?? '');
    const tunnel = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.write(head);
      tunnel.pipe(socket).pipe(tunnel);
    });
    for (const end of [tunnel, socket])
      end.on('error', () => [tunnel, socket].map((other) => other.destroy()));
  });
  return {
    url: await listenOnLoopback(server),
    hosts,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}
