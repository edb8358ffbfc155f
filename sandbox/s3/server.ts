import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { RuleList } from '../faults/rule-list.ts';
import { S3Error } from './errors.ts';
import { createCorrupter, findFaults, type S3Fault, type S3FaultRule } from './faults.ts';
import type { OperationContext, OperationResult } from './operations/context.ts';
import { findOperation, type Operation } from './operations/table.ts';
import { assertAllowed } from './policy.ts';
import { readRequest } from './request.ts';
import { createErrorResult, type SendOptions, sendResult } from './send-result.ts';
import type { VerifyRequest } from './sigv4/verify.ts';

export interface ServerContext extends Pick<OperationContext, 'bucket' | 'region' | 'store'> {
  readonly verify: VerifyRequest;
  readonly faultRules: RuleList<S3FaultRule>;
  readonly onRequest: (requestInfo: S3RequestInfo) => void;
  /** The clock of the store in milliseconds since the epoch. */
  readonly now: () => number;
}

/** A request that has ended, for the request log. */
export interface S3RequestInfo {
  operation: string;
  readonly method: string;
  key: string;
  readonly status: number;
  /** The holder of the credentials; undefined without valid credentials. */
  holder: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  /** The XML of a response with an error. */
  readonly errorBody?: string;
}

/** A request with its response. */
interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly sendOptions: SendOptions;
  /** What is known of the request so far. */
  readonly requestInfo: Omit<S3RequestInfo, 'status'>;
}

/** Creates the listener of the HTTP server. The returned function never rejects. */
export function createHandler(
  server: ServerContext,
): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (message, response) => {
    const { method = 'GET', url: path = '/' } = message;
    const requestId = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
    const sendOptions = { blobs: server.store.blobs, requestId, withoutBody: method === 'HEAD' };
    const requestInfo = { operation: 'Unknown', method, key: '', holder: undefined, startedMs: Date.now() };
    response.setHeader('date', new Date(server.now()).toUTCString());
    try {
      await respond(server, { message, response, path, sendOptions, requestInfo });
    } catch (error) {
      const result = createErrorResult(error, path, requestId);
      const { status = 500, body } = result;
      const errorBody = typeof body === 'string' ? { errorBody: body } : {};
      server.onRequest({ ...requestInfo, status, ...errorBody });
      if (response.headersSent || response.destroyed) response.destroy();
      else await sendResult(response, result, sendOptions);
    }
  };
}

async function respond(server: ServerContext, exchange: Exchange): Promise<void> {
  const { message, response, path, sendOptions, requestInfo } = exchange;
  const request = readRequest(message, server.bucket);
  const operation = findOperation(request);
  requestInfo.operation = operation?.name ?? 'Unknown';
  requestInfo.key = request.key;
  const faults = findFaults(server.faultRules, requestInfo);
  const hasFault = (kind: S3Fault['kind']) => faults.some((fault) => fault.kind === kind);
  if (await injectEarlyFaults(faults, response)) return;
  const alter = hasFault('corrupt') ? createCorrupter() : undefined;
  const verified = server.verify(request, server.now());
  requestInfo.holder = verified.identity.sessionName;
  const result = await runOperation(server, operation, { request, verified, alter });
  server.onRequest({ ...requestInfo, status: result.status ?? 200 });
  if (hasFault('lose-answer')) {
    response.destroy();
    return;
  }
  const late = faults.find((fault) => fault.kind === 'error-in-200');
  const sent = late
    ? { ...createErrorResult(new S3Error(late.code), path, sendOptions.requestId), status: 200 }
    : result;
  await sendResult(response, sent, { ...sendOptions, alter, truncate: hasFault('truncate') });
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
  if (!operation) throw new S3Error('NotImplemented');
  if (operation.action) assertAllowed(verified.identity, operation.action, bucket, request.key);
  return operation.run({ ...call, store, bucket, region, now: now() });
}

/** Injects the faults that take effect before the operation runs. @returns true if the connection is closed */
async function injectEarlyFaults(faults: readonly S3Fault[], response: ServerResponse): Promise<boolean> {
  for (const fault of faults) {
    if (fault.kind === 'delay') await delayWhileOpen(fault.milliseconds, response);
    if (fault.kind === 'reset') {
      response.socket?.resetAndDestroy();
      return true;
    }
    if (fault.kind === 'refuse') {
      const after = fault.retryAfterSeconds;
      const headers = after === undefined ? {} : { 'retry-after': String(after) };
      throw new S3Error(fault.code, undefined, {}, headers);
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
