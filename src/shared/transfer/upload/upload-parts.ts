import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import { type FilePart, getUploadPartBytes, MAX_BUFFERED_PART_BYTES, splitIntoParts } from '../file-parts.ts';
import type { RequestBody } from '../http/s3-transport.ts';
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
      const read = await readPart(store, source, part, (bytes) => hash?.update(bytes));
      fileCrc32 = combineCrc32(fileCrc32, read.crc32, part.size);
      const partTarget = { ...target, number: part.number };
      const upload = storedPart ?? uploadPart(store.requester, partTarget, read);
      inFlight.push(finishPart(read, upload).then(add, fail));
    } catch (error) {
      fail(error);
    }
  }
  await Promise.all(inFlight);
  if (failure) {
    // Rather than the error of a body that no longer matches its checksum.
    source.assertUnchanged();
    throw failure.error;
  }
  return { parts, crc32: fileCrc32, sha256: hash?.digest('hex') };
}

/** Releases the buffer of a part once its upload has succeeded or failed. */
async function finishPart(read: ReadPart, upload: StoredPart | Promise<StoredPart>): Promise<StoredPart> {
  try {
    const part = await upload;
    read.release();
    return part;
  } catch (error) {
    read.release({ canReuseBuffer: false });
    throw error;
  }
}

interface ReadPart {
  readonly body: RequestBody;
  readonly size: number;
  readonly crc32: Crc32;
  readonly release: (options?: { readonly canReuseBuffer: boolean }) => void;
}

/** Reads a part, and passes its bytes to `onBytes`. It counts against the limits of the store until it is released. */
export async function readPart(
  store: Store,
  source: UnchangedFileReader,
  part: FilePart,
  onBytes: (bytes: Buffer) => void = () => {},
): Promise<ReadPart> {
  if (part.size > MAX_BUFFERED_PART_BYTES) return readStreamedPart(store, source, part, onBytes);
  const { size } = part;
  const releaseSlot = await store.limiter.acquire(size, store.signal);
  const body = store.buffers.acquire(size);
  const release: ReadPart['release'] = ({ canReuseBuffer } = { canReuseBuffer: true }) => {
    if (canReuseBuffer) store.buffers.release(body);
    else store.buffers.discard(body);
    releaseSlot();
  };
  try {
    await source.read(body, part.start);
    onBytes(body);
    return { body, size, crc32: crc32(body), release };
  } catch (error) {
    release({ canReuseBuffer: false });
    throw error;
  }
}

/** Bytes in memory of a part that is read in pieces. */
const PIECE_BYTES = 1024 * 1024;
/** One piece is read while others wait in the buffers of the connection. */
const PIECES_IN_MEMORY = 4;

/** Like {@link readPart}, for a part that is too large for the memory: its upload reads it again. */
export async function readStreamedPart(
  store: Store,
  source: UnchangedFileReader,
  { start, size }: FilePart,
  onBytes: (bytes: Buffer) => void,
): Promise<ReadPart> {
  const release = await store.limiter.acquire(PIECES_IN_MEMORY * PIECE_BYTES, store.signal);
  const body = { open: () => readPieces(source, start, size) };
  let checksum: Crc32 = 0;
  try {
    for await (const bytes of body.open()) {
      store.signal.throwIfAborted();
      checksum = crc32(bytes, checksum);
      onBytes(bytes);
    }
    return { body, size, crc32: checksum, release };
  } catch (error) {
    release();
    throw error;
  }
}

async function* readPieces(source: UnchangedFileReader, start: number, size: number): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < size; offset += PIECE_BYTES) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, size - offset));
    await source.read(piece, start + offset);
    yield piece;
  }
}
