import type { Readable } from 'node:stream';

/** The part of a response that is kept although it was parsed while it was received. */
const EXCERPT_BYTES = 4096;

/** A response is larger than any that Provena's APIs send. */
export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError';
}

/**
 * Reads a body into memory.
 * @param expected number of bytes by `Content-Length`, if it is known
 * @throws ResponseTooLargeError if it has more than `limit` bytes; the connection is closed then.
 */
export async function readBounded(body: Readable, limit: number, expected = 0): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // Filled directly, because the chunks of a large body would be garbage of the same size.
  const buffer = Buffer.allocUnsafeSlow(expected > 0 && expected <= limit ? expected : 0);
  let length = 0;
  await visitBounded(body, limit, (chunk) => {
    length += chunk.length;
    if (chunks.length === 0 && length <= buffer.length) buffer.set(chunk, length - chunk.length);
    else chunks.push(chunk);
  });
  if (chunks.length === 0) return buffer.subarray(0, length);
  const start = length - chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return Buffer.concat([buffer.subarray(0, start), ...chunks], length);
}

/**
 * Calls `visit` for each piece of a body while it is received.
 * @returns the first bytes of the body, for an error message.
 * @throws ResponseTooLargeError as {@link readBounded}.
 */
export async function streamBounded(
  body: Readable,
  limit: number,
  visit: (chunk: Buffer) => void,
): Promise<Buffer> {
  let start = Buffer.alloc(0);
  await visitBounded(body, limit, (chunk) => {
    if (start.length < EXCERPT_BYTES)
      start = Buffer.concat([start, chunk.subarray(0, EXCERPT_BYTES - start.length)]);
    visit(chunk);
  });
  return start;
}

async function visitBounded(body: Readable, limit: number, visit: (chunk: Buffer) => void): Promise<void> {
  let length = 0;
  // Leaving the loop destroys the stream.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) {
      throw new ResponseTooLargeError(
        `the response is larger than ${limit / 1024 / 1024} MiB and was not read`,
      );
    }
    visit(chunk);
  }
}
