import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingRequest } from './incoming.ts';
import type { Reply } from './reply.ts';
import { findRejection } from './request-guard.ts';
import type { RequestHandler } from './service.ts';

/** A response, and how it is sent. */
export type Delivery = {
  reply: Reply;
  /** Close the connection after this many bytes of the body; 0 sends no response. */
  cutAfterBytes?: number;
  /** Send the body byte by byte with this pause. */
  dripMs?: number;
};

/** Wraps a service: may respond itself, or change the response or its delivery. */
export type ServiceWrapper = (request: IncomingRequest, next: () => Promise<Reply>) => Promise<Delivery>;

/** Header by which clients recognize the sandbox: its handles resolve here. */
const SERVER_NAME = 'provena-sandbox';

const REJECTION_HEADERS = { 'content-type': 'text/plain; charset=utf-8', connection: 'close' };

export type Listener = { url: string; close(): Promise<void> };

/** Serves on the loopback interface; port 0 selects a free port. @throws Error for a port in use */
export function listen(service: RequestHandler, port: number, wrap: ServiceWrapper): Promise<Listener> {
  const { allowsForeignReads } = service;
  const handle = (message: IncomingMessage, response: ServerResponse) =>
    serve(message, response, service, wrap).catch(() => response.destroy());
  // Longer than clients keep idle connections, so that no request is sent on a closed one.
  return startListening(handle, port, { keepAliveTimeout: 60_000 }, allowsForeignReads);
}

/**
 * Opens a server on the loopback interface. It rejects requests of foreign web pages, see `findRejection`.
 * @throws Error for a port in use
 */
export async function startListening(
  handle: (message: IncomingMessage, response: ServerResponse) => unknown,
  port: number,
  options: ServerOptions = {},
  allowsForeignReads = false,
): Promise<Listener> {
  const server = createServer(options, (message, response) => {
    const rejection = findRejection(message, allowsForeignReads);
    if (rejection === undefined) handle(message, response);
    else response.writeHead(403, REJECTION_HEADERS).end(`${rejection}\n`);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    const reason =
      cause.code === 'EADDRINUSE'
        ? ': the port is in use. Choose another port, or omit it to use free ports'
        : ` (${cause.code})`;
    throw new Error(`cannot listen on port ${port} of 127.0.0.1${reason}`, { cause });
  });
  const { port: actualPort } = server.address() as AddressInfo; // the address of a listening TCP server
  return {
    url: `http://127.0.0.1:${actualPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  service: RequestHandler,
  wrap: ServiceWrapper,
) {
  const request = await receive(message);
  const delivery = await wrap(request, () => service.handle(request));
  if (!response.destroyed) await deliver(delivery, response, request.method);
}

async function receive(message: IncomingMessage): Promise<IncomingRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  const origin = `http://${message.headers.host ?? '127.0.0.1'}`;
  return {
    method: message.method ?? 'GET',
    path,
    search: rest.join('?'),
    headers: message.headers,
    body: Buffer.concat(chunks),
    origin,
  };
}

async function deliver(delivery: Delivery, response: ServerResponse, method: string): Promise<void> {
  const { reply, cutAfterBytes, dripMs } = delivery;
  const body = Buffer.from(reply.body);
  if (cutAfterBytes === 0) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, { server: SERVER_NAME, ...reply.headers, 'content-length': body.length });
  if (cutAfterBytes !== undefined) {
    response.write(body.subarray(0, cutAfterBytes), () => response.destroy());
    return;
  }
  if (dripMs !== undefined) await drip(body, response, dripMs);
  response.end(method === 'HEAD' || dripMs !== undefined ? undefined : body);
}

async function drip(body: Buffer, response: ServerResponse, pauseMs: number): Promise<void> {
  for (const byte of body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(pauseMs);
  }
}
