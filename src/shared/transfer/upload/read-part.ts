import { crc32 } from 'node:zlib';
import type { Crc32 } from '../checksum.ts';
import type { FilePart } from '../file-parts.ts';
import type { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import type { Store } from '../open-store.ts';

export interface BufferedPart {
  readonly bytes: Buffer;
  readonly crc32: Crc32;
  readonly release: () => void;
}

/** Reads a part. It counts against the limits of the store until it is released. */
export async function readPart(
  store: Store,
  source: UnchangedFileReader,
  part: FilePart,
): Promise<BufferedPart> {
  const release = await store.limiter.acquire(part.size, store.signal);
  const bytes = store.buffers.acquire(part.size);
  try {
    await source.read(bytes, part.start);
    return { bytes, crc32: crc32(bytes), release };
  } catch (error) {
    store.buffers.discard(bytes);
    release();
    throw error;
  }
}
