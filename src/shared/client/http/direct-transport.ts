import { Agent, type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { Socket } from 'node:net';
import {
  CONNECT_TIMEOUT_CODE,
  CONNECT_TIMEOUT_MS,
  explainHandshakeFailure,
  type HttpRequest,
  type HttpTransport,
  joinHeaders,
  MAX_CONNECTIONS,
  readResponse,
} from './http-transport.ts';
import type { HttpResponse } from './response.ts';

/**
 * Idle connections are closed after this time. Servers close theirs after five seconds (uvicorn) or sixty (load
 * balancers). If a connection closes during a request, it is unknown whether the request arrived.
 */
const IDLE_MS = 4000;

interface DirectTransport extends HttpTransport {
  /** The signal is optional: creating one takes 0.4 ms in a program that needs no other. */
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>;
}

/** Node's own HTTP client. It loads fastest, and suffices without a proxy. @param protocol of all requests. */
export async function directTransport(protocol: string): Promise<DirectTransport> {
  const https = protocol === 'https:' ? await import('node:https') : undefined;
  const options = { keepAlive: true, timeout: IDLE_MS, maxSockets: MAX_CONNECTIONS };
  const agent = https ? new https.Agent(options) : new Agent(options);
  const send = https?.request ?? request;
  /** When a connection became idle, by `Date.now()`: unlike `performance.now()`, it counts while the machine is suspended. */
  const idleSince = new WeakMap<Socket, number>();
  const open = (url: string, settings: RequestOptions) => {
    closeStaleConnections(agent, idleSince);
    const sent = send(url, { ...settings, agent });
    return sent.once('close', () => sent.socket && idleSince.set(sent.socket, Date.now()));
  };
  return {
    send: (options, signal) => exchange(open, options, signal),
    close: async () => agent.destroy(),
  };
}

/**
 * Closes connections that servers have closed meanwhile, if the program was blocked, for example by `execFileSync`, or the
 * machine was suspended: timers and closed connections are noticed only after the next request was sent.
 */
function closeStaleConnections({ freeSockets }: Agent, idleSince: WeakMap<Socket, number>): void {
  const latest = Date.now() - IDLE_MS;
  for (const sockets of Object.values(freeSockets))
    for (const socket of sockets ?? []) if ((idleSince.get(socket) ?? 0) < latest) socket.destroy();
}

function exchange(
  open: (url: string, options: RequestOptions) => ClientRequest,
  message: HttpRequest,
  signal: AbortSignal | undefined,
): Promise<HttpResponse> {
  const { method, url, headers, body } = message;
  return new Promise((resolve, reject) => {
    let isInHandshake = false;
    const failed = (error: Error) => {
      if (signal?.aborted) reject(signal.reason);
      else reject(isInHandshake ? explainHandshakeFailure(error) : error);
    };
    const size = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = open(url, { method, headers: { ...headers, ...size } });
    // Not the option `signal`, which takes 1 ms in the first request.
    const abort = () => sent.destroy();
    signal?.addEventListener('abort', abort);
    sent.once('close', () => signal?.removeEventListener('abort', abort));
    if (signal?.aborted) abort();
    sent.on('socket', (socket) => {
      message.onConnection?.();
      limitConnecting(sent);
      isInHandshake = socket.connecting && url.startsWith('https:');
      if (!isInHandshake) return;
      socket.once('secureConnect', () => {
        isInHandshake = false;
      });
    });
    sent.on('error', failed);
    rejectMissingResponse(sent, failed);
    sent.on('response', (response) => read(message, response).then(resolve, failed));
    sent.end(body);
  });
}

function read(message: HttpRequest, response: IncomingMessage): Promise<HttpResponse> {
  // A parsed response has a status.
  const head = { status: response.statusCode ?? 0, headers: joinHeaders(response.headers) };
  return readResponse(message, head, response);
}

/** Node.js closes the connection without an error when a server switches protocols (101). */
export function rejectMissingResponse(sent: ClientRequest, reject: (error: Error) => void): void {
  let hasResponse = false;
  sent.once('response', () => {
    hasResponse = true;
  });
  sent.once('close', () => {
    if (hasResponse) return;
    reject(Object.assign(new Error('the connection was closed without a response'), { code: 'ECONNRESET' }));
  });
}

/** Ends a request with {@link CONNECT_TIMEOUT_CODE} when the host accepts no connection in time. */
export function limitConnecting(sent: ClientRequest): void {
  const { socket } = sent;
  if (!socket?.connecting) return;
  const late = Object.assign(new Error('no connection in time'), { code: CONNECT_TIMEOUT_CODE });
  const timer = setTimeout(() => sent.destroy(late), CONNECT_TIMEOUT_MS);
  // Removed, because an idle connection would keep its first request with both bodies.
  const end = () => {
    clearTimeout(timer);
    socket.off('connect', end).off('close', end);
  };
  socket.on('connect', end).on('close', end);
}
