import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { closeServer, listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { type Endpoints, mapServices, SERVICES, type Service } from '../services.ts';

export interface ReceivedRequest {
  readonly service: Service;
  readonly method: string;
  /** Path and query behind the service's base URL, as received. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface LoopbackResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, bytes and streams are sent unchanged, everything else as JSON. */
  readonly body?: unknown;
}

/** Response to send; `drop` closes the connection instead, `hold` never responds. */
export type Handler = (
  request: ReceivedRequest,
  at: number,
) => LoopbackResponse | 'drop' | 'hold' | Promise<LoopbackResponse | 'drop' | 'hold'>;

export interface LoopbackServer extends AsyncDisposable {
  readonly url: string;
  /** Every service of an instance is a folder of this server. */
  readonly endpoints: Endpoints;
  readonly requests: ReceivedRequest[];
}

/** A real HTTP server on a free port of 127.0.0.1, in place of all services of a Provena instance. */
export async function startLoopbackServer(handler: Handler): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const one = await receive(request);
    requests.push(one);
    try {
      await respond(response, await handler(one, requests.length - 1));
    } catch (error) {
      // A handler without a response fails the test immediately instead of by a timeout.
      await respond(response, { status: 500, body: `${error}` });
    }
  });
  const url = await listenOnLoopback(server);
  return {
    url,
    requests,
    endpoints: mapServices((service) => `${url}/${service}`),
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const [, folder = '', path = ''] = /^\/([a-z]+)(.*)$/.exec(request.url ?? '') ?? [];
  const service = SERVICES.find((name) => name === folder);
  if (!service) throw new Error(`no service at ${request.url}`);
  return {
    service,
    method: request.method ?? '',
    path,
    headers: request.headers,
    body: Buffer.concat(await Array.fromAsync(request)),
  };
}

async function respond(to: ServerResponse, response: LoopbackResponse | 'drop' | 'hold'): Promise<void> {
  if (response === 'hold') return;
  if (response === 'drop') {
    to.destroy();
    return;
  }
  if (response.body instanceof Readable) {
    to.writeHead(response.status ?? 200, { 'content-type': 'application/json', ...response.headers });
    to.on('close', () => response.body instanceof Readable && response.body.destroy());
    response.body.pipe(to);
    return;
  }
  const raw = typeof response.body === 'string' || response.body instanceof Uint8Array;
  const type = raw ? 'text/plain; charset=utf-8' : 'application/json';
  to.writeHead(response.status ?? 200, { 'content-type': type, ...response.headers });
  to.end(raw ? response.body : JSON.stringify(response.body ?? null));
}
