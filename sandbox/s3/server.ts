import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestLogEntry } from '../control/request-log.ts';
import type { RuleList } from '../faults/rule-list.ts';
import { findStoreFaults, type ParsedRule } from '../faults/rules.ts';
import { reportInternalError } from '../http/errors.ts';
import { createCorrupter } from './corrupter.ts';
import { S3Error } from './errors.ts';
import type { OperationContext, OperationResult } from './operations/context.ts';
import { findOperation, type Operation } from './operations/table.ts';
import { assertAllowed } from './policy.ts';
import { readRequest } from './request.ts';
import { createErrorResult, sendResult } from './send-result.ts';
import type { VerifyRequest } from './sigv4/verify.ts';

export interface ServerContext extends Pick<OperationContext, 'bucket' | 'region' | 'store'> {
  readonly verify: VerifyRequest;
  readonly faults: RuleList<ParsedRule>;
  readonly onRequest: (requestInfo: S3RequestInfo) => void;
  /** The clock of the store in milliseconds since the epoch. */
  readonly now: () => number;
}

/** A request, for the request log, with its operation. */
export type S3RequestInfo = Omit<RequestLogEntry, 'number'> & { operation: string };

/** A request with its response, and what is known of it so far. */
interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** The path and the query. */
  readonly url: string;
  readonly requestId: string;
  /** The entry of the request log, without the response. */
  readonly entry: Omit<S3RequestInfo, 'took_ms' | 'status' | 'response_body'>;
  faults: readonly ParsedRule[];
  alter: OperationContext['alter'];
}

/** Creates the listener of the HTTP server. The returned function never rejects. */
export function createHandler(
  server: ServerContext,
): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (message, response) => {
    const exchange = createExchange(message, response);
    const { requestId, entry, url } = exchange;
    response.setHeader('date', new Date(server.now()).toUTCString());
    const result = await respond(server, exchange).catch((error: unknown) => {
      if (!(error instanceof S3Error || response.destroyed)) reportInternalError(error, entry);
      message.resume(); // the client sends the rest of the body before it reads the response
      return createErrorResult(error, url, requestId);
    });
    const sent = response.destroyed ? undefined : result;
    const status = sent ? (sent.status ?? 200) : 0; // 0 if the connection is closed without a response
    const response_body = status >= 400 && typeof sent?.body === 'string' ? sent.body : null;
    server.onRequest({ ...entry, took_ms: Date.now() - entry.at_ms, status, response_body });
    if (!sent) {
      response.destroy();
      return;
    }
    await sendResult(response, sent, {
      blobs: server.store.blobs,
      requestId,
      withoutBody: entry.method === 'HEAD',
      alter: exchange.alter,
      truncate: hasFault(exchange, 'truncate'),
    }).catch((error: unknown) => {
      reportInternalError(error, entry);
      response.destroy();
    });
  };
}

function createExchange(message: IncomingMessage, response: ServerResponse): Exchange {
  const { method = 'GET', url = '/', headers } = message;
  const [path = '', ...query] = url.split('?');
  const entry = {
    ...{ operation: 'Unknown', at_ms: Date.now(), service: 's3', username: null },
    ...{ method, path, query: query.join('?'), body_bytes: Number(headers['content-length'] ?? 0) },
  };
  const requestId = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
  return { message, response, url, requestId, entry, faults: [], alter: undefined };
}

function hasFault({ faults }: Exchange, kind: ParsedRule['fault']): boolean {
  return faults.some(({ fault }) => fault === kind);
}

/** @returns the response to send; undefined if a fault or the client closes the connection */
async function respond(server: ServerContext, exchange: Exchange): Promise<OperationResult | undefined> {
  const { message, response, url, requestId } = exchange;
  const request = readRequest(message, server.bucket);
  const operation = findOperation(request);
  exchange.entry.operation = operation?.name ?? 'Unknown';
  exchange.faults = findStoreFaults(server.faults, { ...request, operation: exchange.entry.operation });
  if (await injectEarlyFaults(exchange.faults, response)) return undefined;
  if (hasFault(exchange, 'corrupt')) exchange.alter = createCorrupter();
  const verified = server.verify(request, server.now());
  exchange.entry.username = verified.identity.sessionName.replace(/,.*$/, ''); // the data store appends `,purpose`
  const result = await runOperation(server, operation, { request, verified, alter: exchange.alter });
  if (hasFault(exchange, 'lose-answer')) return undefined;
  const rule = exchange.faults.find(({ fault }) => fault === 'error-in-200');
  if (!rule) return result;
  return { ...createErrorResult(new S3Error(rule.code ?? 'InternalError'), url, requestId), status: 200 };
}

/** Runs an operation if the signer is allowed to. @throws S3Error */
async function runOperation(
  { bucket, region, store, now }: ServerContext,
  operation: Operation | undefined,
  call: Pick<OperationContext, 'request' | 'verified' | 'alter'>,
): Promise<OperationResult> {
  const { request, verified } = call;
  if (request.bucket === '') throw new S3Error('AccessDenied');
  if (request.bucket !== bucket) throw new S3Error('NoSuchBucket', undefined, { BucketName: request.bucket });
  // Of the other operations on the bucket, the credentials of Provena allow only ListObjectVersions.
  const isDenied = request.key === '' && !request.query.has('versions');
  if (!operation) throw new S3Error(isDenied ? 'AccessDenied' : 'NotImplemented');
  if (operation.action) assertAllowed(verified.identity, operation.action, bucket, request.key);
  return operation.run({ ...call, store, bucket, region, now: now() });
}

/** Injects the faults that take effect before the operation runs. @returns true if the connection is closed */
async function injectEarlyFaults(faults: readonly ParsedRule[], response: ServerResponse): Promise<boolean> {
  for (const { fault, milliseconds, code, retry_after_seconds: after } of faults) {
    if (fault === 'delay') await delayWhileOpen(milliseconds ?? 0, response);
    if (fault === 'reset') {
      response.socket?.resetAndDestroy();
      return true;
    }
    if (fault === 'refuse') {
      const headers: Record<string, string> = after === null ? {} : { 'retry-after': String(after) };
      throw new S3Error(code ?? 'SlowDown', undefined, {}, headers);
    }
  }
  return response.destroyed;
}

/** Waits, or returns when the client closes the connection. */
async function delayWhileOpen(milliseconds: number, response: ServerResponse): Promise<void> {
  const closed = new AbortController();
  const stopWaiting = () => closed.abort();
  response.once('close', stopWaiting);
  await delay(milliseconds, undefined, { signal: closed.signal }).catch(() => undefined);
  response.off('close', stopWaiting);
}
