import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { S3Error } from './errors.ts';
import type { Content, OperationResult } from './operations/context.ts';
import { listFileRanges } from './operations/copy.ts';
import type { Blobs } from './store/blobs.ts';
import { renderError } from './xml.ts';

export interface SendOptions {
  readonly blobs: Blobs;
  readonly requestId: string;
  /** For HEAD: sends no body. */
  readonly withoutBody: boolean;
  readonly alter?: ((content: Buffer) => Buffer) | undefined;
  /** Closes the connection after half of the body. */
  readonly truncate?: boolean;
}

/** Smaller objects are read at once, which is faster; larger ones in pieces, to limit memory. */
const PIECE = 512 * 1024;

export async function sendResult(
  response: ServerResponse,
  result: OperationResult,
  options: SendOptions,
): Promise<void> {
  const { body } = result;
  const length = typeof body === 'object' ? body.end - body.start : Buffer.byteLength(body ?? '');
  response.statusCode = result.status ?? 200;
  response.setHeader('x-amz-request-id', options.requestId);
  if (typeof body === 'string') response.setHeader('content-type', 'application/xml');
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (response.statusCode !== 204) response.setHeader('content-length', length);
  if (options.withoutBody || body === undefined || typeof body === 'string') {
    response.end(options.withoutBody ? undefined : body);
  } else if (options.truncate) {
    await sendContent(response, { ...body, end: body.start + Math.floor(length / 2) }, options);
    response.destroy();
  } else {
    await sendContent(response, body, options);
    response.end();
  }
}

/** Renders an error as S3 does. Any other exception is an internal error. */
export function createErrorResult(error: unknown, path: string, requestId: string): OperationResult {
  const rejection = error instanceof S3Error ? error : new S3Error('InternalError', `Sandbox: ${error}`);
  if (rejection.code === 'NotModified') return { status: 304, headers: rejection.headers };
  const { code, message, details } = rejection;
  const body = renderError({
    Code: code,
    Message: message,
    ...details,
    Resource: path,
    RequestId: requestId,
  });
  return { status: rejection.status, headers: rejection.headers, body };
}

async function sendContent(response: ServerResponse, content: Content, options: SendOptions): Promise<void> {
  const alter = options.alter ?? ((bytes: Buffer) => bytes);
  for (const run of listFileRanges(content)) {
    const path = options.blobs.path(run.blob);
    if (run.start === 0 && run.end === content.end && run.end <= PIECE) {
      response.write(alter(readFileSync(path).subarray(0, run.end)));
      continue;
    }
    await using file = await open(path);
    for (let at = run.start; at < run.end; ) {
      const { bytesRead, buffer } = await file.read(
        Buffer.allocUnsafe(Math.min(PIECE, run.end - at)),
        0,
        null,
        at,
      );
      if (bytesRead === 0) throw new Error(`The file ${path} is shorter than the size in its row.`);
      at += bytesRead;
      if (!response.write(alter(buffer.subarray(0, bytesRead)))) await waitForDrain(response);
      if (response.destroyed) return;
    }
  }
}

/** Waits until the client has received the data or has closed the connection. */
async function waitForDrain(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(() => {
    // The caller checks `destroyed` after an error of the connection.
  });
  waiting.abort();
}
