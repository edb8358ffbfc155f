import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { S3Error } from './errors.ts';
import type { OperationResult } from './operations/context.ts';
import type { Blobs } from './store/blobs.ts';
import { type Content, readContent } from './store/content.ts';
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

export async function sendResult(
  response: ServerResponse,
  { status = 200, headers = {}, body = '' }: OperationResult,
  options: SendOptions,
): Promise<void> {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.end - body.start;
  response.statusCode = status;
  response.setHeader('x-amz-request-id', options.requestId);
  if (typeof body === 'string' && body !== '') response.setHeader('content-type', 'application/xml');
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (status !== 204) response.setHeader('content-length', length);
  const half = Math.floor(length / 2);
  if (options.withoutBody) response.end();
  else if (options.truncate) {
    response.flushHeaders();
    if (typeof body === 'string') response.write(Buffer.from(body).subarray(0, half));
    else await sendContent(response, { ...body, end: body.start + half }, options);
    response.socket?.destroySoon(); // when the half is sent
  } else if (typeof body === 'string') response.end(body);
  else {
    await sendContent(response, body, options);
    response.end();
  }
}

/** Renders an error as S3 does. Any other exception is an internal error. */
export function createErrorResult(error: unknown, path: string, requestId: string): OperationResult {
  const rejection = error instanceof S3Error ? error : new S3Error('InternalError', `Sandbox: ${error}`);
  const { code, status, message, details, headers } = rejection;
  if (code === 'NotModified') return { status, headers };
  const body = renderError({
    Code: code,
    Message: message,
    ...details,
    Resource: path,
    RequestId: requestId,
  });
  return { status, headers, body };
}

/** Content that is sent at once, which is faster than to wait until the client has received the previous piece. */
const SMALL = 512 * 1024;

/** Returns also when the client closes the connection. */
async function sendContent(
  response: ServerResponse,
  content: Content,
  { blobs, alter = (piece) => piece }: SendOptions,
): Promise<void> {
  const pieces = readContent(blobs, content);
  if (content.end - content.start <= SMALL) {
    for await (const piece of pieces) response.write(alter(piece));
    return;
  }
  const alterAll = async function* (source: AsyncIterable<Buffer>) {
    for await (const piece of source) yield alter(piece);
  };
  try {
    await pipeline(pieces, alterAll, response, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      throw error;
  }
}
