import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import type { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import { type StoredPart, uploadPart } from '../s3/multipart.ts';
import type { TransferSession } from '../session/session.ts';
import { type FilePart, splitIntoParts } from './file-parts.ts';

/** The upload that parts belong to. */
export interface MultipartTarget {
  readonly key: string;
  readonly uploadId: string;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** What is known once all parts are there. */
export interface UploadedParts {
  /** In order. */
  readonly parts: readonly StoredPart[];
  /** Of the whole file. */
  readonly crc32: Crc32;
  /** Hexadecimal, where it was asked for. */
  readonly sha256: string | undefined;
}

/**
 * Reads a file once, from front to back, and sends its parts as they are read, as many at once as the gate lets in. A part
 * that fails for good ends it, after those under way.
 */
export async function uploadParts(
  session: TransferSession,
  target: MultipartTarget,
  source: UnchangedFileReader,
  stored: ReadonlyMap<number, StoredPart>,
  options: { readonly withSha256: boolean; readonly onBytes: (bytes: number) => void },
): Promise<UploadedParts> {
  const hash = options.withSha256 ? createHash('sha256') : undefined;
  const parts: StoredPart[] = [];
  const underWay: Promise<void>[] = [];
  let sum: Crc32 = 0;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
  };
  const add = (part: StoredPart) => {
    parts[part.number - 1] = part;
    options.onBytes(part.size);
  };
  for (const run of splitIntoParts(target.size)) {
    if (failure) break;
    const there = stored.get(run.number);
    if (there?.crc32 !== undefined && !hash) {
      sum = combineCrc32(sum, there.crc32, run.size);
      add(there);
      continue;
    }
    try {
      const read = await readPart(session, source, run);
      hash?.update(read.bytes);
      sum = combineCrc32(sum, read.sum, run.size);
      const at = { ...target, number: run.number };
      const sending = there ?? uploadPart(session.requester, at, read.bytes, read.sum);
      underWay.push(finishPart(session, read, sending).then(add, fail));
    } catch (error) {
      fail(error);
    }
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
  return { parts, crc32: sum, sha256: hash?.digest('hex') };
}

interface ReadPart {
  readonly bytes: Buffer;
  readonly sum: Crc32;
  readonly release: () => void;
}

/** A part's bytes, held against the gate until they are released. */
async function readPart(
  session: TransferSession,
  source: UnchangedFileReader,
  run: FilePart,
): Promise<ReadPart> {
  const release = await session.limiter.acquire(run.size, session.signal);
  const bytes = session.buffers.acquire(run.size);
  try {
    await source.read(bytes, run.start);
    return { bytes, sum: crc32(bytes), release };
  } catch (error) {
    session.buffers.discard(bytes);
    release();
    throw error;
  }
}

/** Lets go of a part's bytes once the store has them, or never will. */
async function finishPart(
  session: TransferSession,
  read: ReadPart,
  sending: StoredPart | Promise<StoredPart>,
): Promise<StoredPart> {
  try {
    const part = await sending;
    session.buffers.release(read.bytes);
    return part;
  } catch (error) {
    session.buffers.discard(read.bytes);
    throw error;
  } finally {
    read.release();
  }
}
