import { createServer } from 'node:http';
import { closeServer, listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';
import type { TestJob } from './test-job.ts';

type Service = keyof TestJob['sandbox']['endpoints'];
type ResponseBody = Record<string, unknown>;
type Change = (response: ResponseBody) => ResponseBody | Promise<ResponseBody>;

/** A proxy between a step and the sandbox that rewrites responses to look like those of a larger instance. */
export interface RewritingProxy extends AsyncDisposable {
  /** Environment of the steps that use the proxy. */
  readonly env: Readonly<Record<string, string>>;
}

/** @param changes Functions that rewrite the JSON response, by path. */
export async function startRewritingProxy(
  { sandbox }: Pick<TestJob, 'sandbox'>,
  service: Service,
  changes: Readonly<Record<string, Change>>,
): Promise<RewritingProxy> {
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request);
    const { authorization = '' } = request.headers;
    const upstream = await fetch(`${sandbox.endpoints[service]}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const text = await upstream.text();
    const change = changes[(request.url ?? '').split('?', 1)[0] ?? ''];
    const body = change && upstream.ok ? JSON.stringify(await change(JSON.parse(text))) : text;
    response.writeHead(upstream.status, { 'content-type': 'application/json' }).end(body);
  });
  const endpoints = { ...sandbox.endpoints, [service]: await listenOnLoopback(server) };
  return {
    env: { PROVENA_ENDPOINTS: JSON.stringify(endpoints) },
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

/** Copies of an entry, each with its own id. */
export function makeCopies<T>(count: number, entry: T, id: (copy: T, i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => id(structuredClone(entry), i));
}
