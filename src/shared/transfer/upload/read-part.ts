import { crc32 } from 'node:zlib';
import type { Crc32 } from '../checksum.ts';
import type { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import type { TransferSession } from '../session/session.ts';
import type { FilePart } from './file-parts.ts';

/** The content of a part in memory. */
export interface BufferedPart {
  readonly bytes: Buffer;
  readonly crc32: Crc32;
  readonly release: () => void;
}

/** Reads a part. It counts against the session's limits until it is released. */
export async function readPart(
  session: TransferSession,
  source: UnchangedFileReader,
  part: FilePart,
): Promise<BufferedPart> {
  const release = await session.limiter.acquire(part.size, session.signal);
  const bytes = session.buffers.acquire(part.size);
  try {
    await source.read(bytes, part.start);
    return { bytes, crc32: crc32(bytes), release };
  } catch (error) {
    session.buffers.discard(bytes);
    release();
    throw error;
  }
}
