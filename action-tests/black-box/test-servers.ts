import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';
import type { TestJob } from './test-job.ts';

type Service = keyof TestJob['sandbox']['endpoints'];
type ResponseBody = Record<string, unknown>;
type Change = (body: ResponseBody, response: ServerResponse) => unknown;

/** A server in place of a service of the sandbox. */
export interface ServiceServer extends AsyncDisposable {
  readonly url: string;
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
  const server = createServer(async (request, response) => {
    const body = await respond(request, response);
    if (body === undefined) return;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const url = await listenOnLoopback(server);
  const endpoints = JSON.stringify({ ...sandbox.endpoints, [service]: url });
  const env = { PROVENA_ENDPOINTS: endpoints };
  return { url, endpoints, env, [Symbol.asyncDispose]: () => closeServer(server) };
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
