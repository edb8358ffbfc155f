import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { S3Error } from './errors.ts';
import { createCorrupter, type S3Fault, type S3FaultRules } from './faults.ts';
import type { Context, OperationResult } from './operations/context.ts';
import { findOperation, type Operation } from './operations/table.ts';
import { assertAllowed } from './policy.ts';
import { readRequest } from './request.ts';
import { createErrorResult, type SendOptions, sendResult } from './send-result.ts';
import type { VerifyRequest } from './sigv4/verify.ts';

export interface ServerContext {
  readonly bucket: string;
  readonly region: string;
  readonly store: Context['store'];
  readonly verify: VerifyRequest;
  readonly faultRules: S3FaultRules;
  readonly onRequest: (requestInfo: S3RequestInfo) => void;
  /** The clock of the store in milliseconds since the epoch. */
  readonly now: () => number;
}

/** A request that has ended, for the request log. */
export interface S3RequestInfo {
  readonly operation: string;
  readonly method: string;
  readonly key: string;
  readonly status: number;
  /** The holder of the credentials; undefined without valid credentials. */
  readonly holder: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedMs: number;
  /** The XML of a response with an error. */
  readonly errorBody?: string;
}

/** Creates the listener of the HTTP server. The returned function never rejects. */
export function createHandler(
  serving: ServerContext,
): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (message, response) => {
    response.setHeader('date', new Date(serving.now()).toUTCString());
    const exchange: Exchange = {
      message,
      response,
      path: message.url ?? '/',
      sending: {
        blobs: serving.store.blobs,
        requestId: randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
        withoutBody: message.method === 'HEAD',
      },
      requestInfo: {
        operation: 'Unknown',
        method: message.method ?? '',
        key: '',
        holder: undefined,
        startedMs: Date.now(),
      },
    };
    try {
      await respond(serving, exchange);
    } catch (error) {
      await respondWithError(serving, exchange, error);
    }
  };
}

/** A request with its response. */
interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly sending: SendOptions;
  /** What is known of the request so far. */
  requestInfo: Omit<S3RequestInfo, 'status'>;
}

async function respond(serving: ServerContext, exchange: Exchange): Promise<void> {
  const { response, path, sending } = exchange;
  const request = readRequest(exchange.message, serving.bucket);
  const operation = findOperation(request);
  exchange.requestInfo = {
    ...exchange.requestInfo,
    operation: operation?.name ?? 'Unknown',
    method: request.method,
    key: request.key,
  };
  const faults = serving.faultRules.findFaults(exchange.requestInfo);
  const hasFault = (kind: S3Fault['kind']) => faults.some((fault) => fault.kind === kind);
  if (await injectEarlyFaults(faults, response)) return;
  const alter = hasFault('corrupt') ? createCorrupter() : undefined;
  const verified = serving.verify(request, serving.now());
  exchange.requestInfo = { ...exchange.requestInfo, holder: verified.identity.sessionName };
  const result = await runOperation(serving, operation, { request, verified, alter });
  serving.onRequest({ ...exchange.requestInfo, status: result.status ?? 200 });
  if (hasFault('lose-answer')) {
    response.destroy();
    return;
  }
  const late = faults.find((fault) => fault.kind === 'error-in-200');
  const sent = late
    ? { ...createErrorResult(new S3Error(late.code), path, sending.requestId), status: 200 }
    : result;
  await sendResult(response, sent, { ...sending, alter, truncate: hasFault('truncate') });
}

async function respondWithError(
  serving: ServerContext,
  { response, path, sending, requestInfo }: Exchange,
  error: unknown,
): Promise<void> {
  const result = createErrorResult(error, path, sending.requestId);
  const { status = 500, body } = result;
  serving.onRequest({ ...requestInfo, status, ...(typeof body === 'string' ? { errorBody: body } : {}) });
  if (response.headersSent || response.destroyed) response.destroy();
  else await sendResult(response, result, sending);
}

/** Runs an operation if the signer is allowed to. @throws S3Error */
async function runOperation(
  { bucket, region, store, now }: ServerContext,
  operation: Operation | undefined,
  call: Pick<Context, 'request' | 'verified' | 'alter'>,
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
