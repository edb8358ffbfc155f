import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { Crc32 } from '../checksum.ts';
import { getErrorMessage } from '../errors.ts';

const CHUNK_BYTES = 1024 * 1024;

/** The CRC32 of a file's bytes, or why it cannot be read. Other work gets its turn after each mebibyte. */
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
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    for (let sum = 0; ; await turn()) {
      signal.throwIfAborted();
      const count = readSync(file, buffer);
      if (count === 0) return sum;
      sum = crc32(buffer.subarray(0, count), sum);
    }
  } finally {
    closeSync(file);
  }
}
