import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import { type FilePart, getUploadPartBytes, splitIntoParts } from '../file-parts.ts';
import type { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import type { Store } from '../open-store.ts';
import { type StoredPart, uploadPart } from '../s3/multipart.ts';

export interface PartsUpload {
  /** The upload that the parts belong to, and the bytes of the whole file. */
  readonly target: { readonly key: string; readonly uploadId: string; readonly size: number };
  readonly source: UnchangedFileReader;
  /** Parts that the store holds, by number. */
  readonly stored: ReadonlyMap<number, StoredPart>;
  /** Whether to compute the SHA-256 of the whole file, for which the stored parts are read, too. */
  readonly withSha256: boolean;
  /** Called for each part that the store holds. */
  readonly onPart: (part: StoredPart) => void;
}

/**
 * Reads a file once, from start to end, and uploads its parts concurrently, within the limits of the store. If a part
 * fails after its retries, waits for the parts in flight and throws.
 * @returns the parts in order, and the checksums of the whole file: the SHA-256, if requested, in hexadecimal.
 */
export async function uploadParts(
  store: Store,
  { target, source, stored, withSha256, onPart }: PartsUpload,
): Promise<{ parts: readonly StoredPart[]; crc32: Crc32; sha256: string | undefined }> {
  const hash = withSha256 ? createHash('sha256') : undefined;
  const parts: StoredPart[] = [];
  const inFlight: Promise<void>[] = [];
  let fileCrc32: Crc32 = 0;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
  };
  const add = (part: StoredPart) => {
    parts[part.number - 1] = part;
    onPart(part);
  };
  for (const part of splitIntoParts(target.size, getUploadPartBytes(target.size))) {
    if (failure) break;
    const storedPart = stored.get(part.number);
    if (storedPart?.crc32 !== undefined && !hash) {
      fileCrc32 = combineCrc32(fileCrc32, storedPart.crc32, part.size);
      add(storedPart);
      continue;
    }
    try {
      const read = await readPart(store, source, part);
      hash?.update(read.bytes);
      fileCrc32 = combineCrc32(fileCrc32, read.crc32, part.size);
      const partTarget = { ...target, number: part.number };
      const upload = storedPart ?? uploadPart(store.requester, partTarget, read.bytes, read.crc32);
      inFlight.push(finishPart(store, read, upload).then(add, fail));
    } catch (error) {
      fail(error);
    }
  }
  await Promise.all(inFlight);
  if (failure) throw failure.error;
  return { parts, crc32: fileCrc32, sha256: hash?.digest('hex') };
}

/** Releases the buffer of a part once its upload has succeeded or failed. */
async function finishPart(
  store: Store,
  read: BufferedPart,
  upload: StoredPart | Promise<StoredPart>,
): Promise<StoredPart> {
  try {
    const part = await upload;
    store.buffers.release(read.bytes);
    return part;
  } catch (error) {
    store.buffers.discard(read.bytes);
    throw error;
  } finally {
    read.release();
  }
}

interface BufferedPart {
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
