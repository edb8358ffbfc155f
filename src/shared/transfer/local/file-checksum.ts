import type { Hash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { getErrorMessage } from '../../client/error-message.ts';
import { openRegularFile } from '../../files/open-regular-file.ts';
import { explainFileFailure } from '../../files/write-errors.ts';
import type { Crc32 } from '../checksum.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Computes the CRC32 of a file of this size; returns a reason if it cannot be read, or is longer. Yields to the event loop after
 * each MiB.
 * @param hash gets the bytes of the file, too.
 */
export async function computeFileCrc32(
  path: string,
  size: number,
  signal: AbortSignal,
  hash?: Hash | undefined,
): Promise<Crc32 | string> {
  try {
    return await computeInChunks(path, size, signal, hash);
  } catch (error) {
    signal.throwIfAborted();
    return `cannot be read: ${explainFileFailure(error) ?? getErrorMessage(error)}`;
  }
}

async function computeInChunks(
  path: string,
  size: number,
  signal: AbortSignal,
  hash: Hash | undefined,
): Promise<Crc32 | string> {
  const file = openRegularFile(path);
  // With one byte more than the size, a single read also detects the end of a small file.
  const buffer = Buffer.allocUnsafe(Math.min(size + 1, CHUNK_BYTES));
  try {
    for (let checksum = 0, length = 0; ; await yieldToEventLoop()) {
      signal.throwIfAborted();
      const count = readSync(file, buffer);
      const bytes = buffer.subarray(0, count);
      checksum = crc32(bytes, checksum);
      hash?.update(bytes);
      length += count;
      if (length > size) return `it has grown since it was listed. Upload it when no program writes to it`;
      // Before the end, a network file system may return less than is left.
      if (count === 0 || (length === size && count < buffer.length)) return checksum;
    }
  } finally {
    closeSync(file);
  }
}
