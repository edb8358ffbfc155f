import { closeSync, readFileSync, readSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { getErrorMessage } from '../../client/error-message.ts';
import { openRegularFile } from '../../files/open-regular-file.ts';
import type { Crc32 } from '../checksum.ts';

const CHUNK_BYTES = 1024 * 1024;

/** Computes the CRC32 of a file; returns a reason if it cannot be read. Yields to the event loop after each MiB. */
export async function computeFileCrc32(
  path: string,
  size: number,
  signal: AbortSignal,
): Promise<Crc32 | string> {
  try {
    return size <= CHUNK_BYTES ? crc32(readFileSync(path)) : await computeInChunks(path, signal);
  } catch (error) {
    signal.throwIfAborted();
    return `cannot be read: ${getErrorMessage(error)}`;
  }
}

async function computeInChunks(path: string, signal: AbortSignal): Promise<Crc32> {
  const file = openRegularFile(path);
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    for (let checksum = 0; ; await yieldToEventLoop()) {
      signal.throwIfAborted();
      const count = readSync(file, buffer);
      if (count === 0) return checksum;
      checksum = crc32(buffer.subarray(0, count), checksum);
    }
  } finally {
    closeSync(file);
  }
}
