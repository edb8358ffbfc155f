import type { Readable } from 'node:stream';

/** The largest response of Provena's APIs that is read: an export of a large registry has some 10 MiB. */
const MAX_RESPONSE_BYTES = 256 * 1024 * 1024;

/** A response is larger than any that Provena's APIs send. */
export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError';
}

/**
 * Reads a body into memory.
 * @throws ResponseTooLargeError if it has more than `limit` bytes; the connection is closed then.
 */
export async function readBounded(body: Readable, limit: number = MAX_RESPONSE_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the stream.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) {
      throw new ResponseTooLargeError(
        `the response is larger than ${limit / 1024 / 1024} MiB and was not read`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
