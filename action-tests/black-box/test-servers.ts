import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type ServerResponse,
  request as send,
} from 'node:http';
import { closeServer, listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';
import type { TestJob } from './test-job.ts';

type Service = keyof TestJob['sandbox']['endpoints'];
type ResponseBody = Record<string, unknown>;
type Change = (body: ResponseBody, response: ServerResponse) => unknown;

interface TestServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a server on a free port of 127.0.0.1, which is closed with the block that uses it. */
export async function startServer(respond: RequestListener): Promise<TestServer> {
  const server = createServer(respond);
  const url = await listenOnLoopback(server);
  return { url, [Symbol.asyncDispose]: () => closeServer(server) };
}

/**
 * Sends a request on to a server, and its response back. The header `host` stays as it is, because signatures contain it, unless
 * `headers` replaces it.
 */
export function forwardRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const { hostname, port } = new URL(target);
  const { method, url = '' } = incoming;
  const path = url.replace(/^http:\/\/[^/]+/, ''); // a proxy receives the whole URL
  const sent = send({ hostname, port, method, path, headers: { ...incoming.headers, ...headers } });
  sent.on('response', (upstream) => {
    const { date: _, ...others } = upstream.headers; // `response` has its own, unless the caller turned it off
    response.writeHead(upstream.statusCode ?? 500, others);
    upstream.pipe(response);
  });
  sent.on('error', () => response.destroy());
  response.on('error', () => {});
  incoming.on('error', () => sent.destroy());
  incoming.pipe(sent);
}

/** A server in place of a service of the sandbox. */
export interface ServiceServer extends TestServer {
  /** The value of the input `endpoints` with this server. */
  readonly endpoints: string;
  /** Environment of the steps that use this server. */
  readonly env: Readonly<Record<string, string>>;
}

/** @param respond returns a JSON response, or sends another one and returns nothing. */
export async function replaceService(
  { sandbox }: Pick<TestJob, 'sandbox'>,
  service: Service,
  respond: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<ServiceServer> {
  const server = await startServer(async (request, response) => {
    const body = await respond(request, response);
    if (body === undefined) return;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const endpoints = JSON.stringify({ ...sandbox.endpoints, [service]: server.url });
  return { ...server, endpoints, env: { PROVENA_ENDPOINTS: endpoints } };
}

/**
 * Starts a proxy between a step and the sandbox that rewrites responses to look like those of a larger instance.
 * @param changes functions that rewrite the JSON response, by path; if one returns nothing, it has sent the response itself.
 */
export function startRewritingProxy(
  { sandbox }: Pick<TestJob, 'sandbox'>,
  service: Service,
  changes: Readonly<Record<string, Change>>,
): Promise<ServiceServer> {
  return replaceService({ sandbox }, service, async (request, response) => {
    const chunks = await Array.fromAsync(request);
    const { authorization = '' } = request.headers;
    const upstream = await fetch(`${sandbox.endpoints[service]}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const text = await upstream.text();
    const change = changes[(request.url ?? '').split('?', 1)[0] ?? ''];
    if (change && upstream.ok) return change(JSON.parse(text), response);
    response.writeHead(upstream.status, { 'content-type': 'application/json' }).end(text);
    return undefined;
  });
}

/** Copies of an entry, each with its own id. */
export function makeCopies<T>(count: number, entry: T, id: (copy: T, i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => id(structuredClone(entry), i));
}
