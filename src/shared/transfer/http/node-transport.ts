import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { limitConnecting, rejectMissingResponse } from '../../client/http/direct-transport.ts';
import { joinHeaders } from '../../client/http/http-transport.ts';
import {
  type BodySink,
  createInFlightSet,
  limitDuration,
  type RequestBody,
  ResponseReceiver,
  readBody,
  type S3Response,
  type S3Transport,
  type SignedRequest,
  type TransportOptions,
} from './s3-transport.ts';
import type { TlsClient } from './tls-client.ts';

export interface NodeTransportOptions extends TransportOptions {
  /** Absent for a store without TLS. */
  readonly tls: TlsClient | undefined;
}

interface Exchange {
  readonly body: RequestBody | undefined;
  readonly sink: BodySink | undefined;
  readonly timer: NodeJS.Timeout;
}

/** Sends requests by `node:http`, without a proxy. It is already loaded, and undici takes longer to load than to list files. */
export class NodeTransport implements S3Transport {
  readonly #options: NodeTransportOptions;
  readonly #signal: AbortSignal;
  readonly #inFlight: Set<ClientRequest>;
  #client: Promise<{ agent: Agent; open: typeof request }> | undefined;

  constructor(options: NodeTransportOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#inFlight = createInFlightSet(signal, (sent, reason) => sent.destroy(reason));
  }

  async send(signed: SignedRequest, sink?: BodySink): Promise<S3Response> {
    this.#client ??= createClient(this.#options);
    const { agent, open } = await this.#client;
    this.#signal.throwIfAborted();
    const { origin, path, method, headers, body } = signed;
    const { hostname, port } = new URL(origin);
    const host = hostname.replace(/^\[|\]$/g, '');
    const sent = open({ host, port, path, method, headers, agent });
    this.#inFlight.add(sent);
    const timer = limitDuration(this.#options.idleTimeoutMs, (error) => sent.destroy(error));
    if (sink) sent.once('response', () => clearTimeout(timer));
    try {
      return await this.#exchange(sent, { body, sink, timer });
    } finally {
      clearTimeout(timer);
      this.#inFlight.delete(sent);
    }
  }

  async close(): Promise<void> {
    (await this.#client)?.agent.destroy();
  }

  #exchange(sent: ClientRequest, { body, sink, timer }: Exchange): Promise<S3Response> {
    const { idleTimeoutMs, tls } = this.#options;
    return new Promise((resolve, reject) => {
      sent.on('error', reject);
      rejectMissingResponse(sent, reject);
      sent.on('socket', (socket) => {
        limitConnecting(sent);
        if (!sent.reusedSocket) tls?.keepSession(socket);
      });
      sent.setTimeout(idleTimeoutMs, () => {
        sent.destroy(Object.assign(new Error(`no data for ${idleTimeoutMs} ms`), { code: 'ETIMEDOUT' }));
      });
      sent.on('response', (response) => {
        response.on('error', reject);
        readResponse(response, sink, idleTimeoutMs).then(resolve, (error) => {
          sent.destroy();
          reject(error);
        });
      });
      if (body === undefined) sent.end();
      else pipeline(readBody(body, timer), sent).catch(reject);
    });
  }
}

async function createClient({ connections, tls }: NodeTransportOptions) {
  const options = { keepAlive: true, maxSockets: connections };
  if (!tls) return { agent: new Agent(options), open: request };
  const https = await import('node:https');
  return { agent: new https.Agent({ ...options, secureContext: tls.secureContext }), open: https.request };
}

function readResponse(
  response: IncomingMessage,
  sink: BodySink | undefined,
  idleTimeoutMs: number,
): Promise<S3Response> {
  // A parsed response has a status.
  const head = { status: response.statusCode ?? 0, headers: joinHeaders(response.headers) };
  const receiver = new ResponseReceiver(head, sink, idleTimeoutMs);
  return new Promise((resolve, reject) => {
    response.on('data', (bytes: Buffer) => {
      try {
        receiver.add(bytes);
      } catch (error) {
        reject(error);
      }
    });
    response.on('end', () => resolve(receiver.finish()));
  });
}
