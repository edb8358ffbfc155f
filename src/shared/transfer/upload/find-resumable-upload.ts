import { crc32 } from 'node:zlib';
import { StoreRequestError } from '../errors.ts';
import type { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import { listMultipartUploads, listParts, type PendingUpload, type StoredPart } from '../s3/multipart.ts';
import type { TransferSession } from '../session/session.ts';
import { type FilePart, splitIntoParts } from './file-parts.ts';

/** An upload to go on with, and the parts that need not be sent again. */
export interface ResumableUpload {
  readonly uploadId: string;
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** Uploads under way below a folder, newest first, by key. */
export async function findPendingUploads(
  session: TransferSession,
  prefix: string,
): Promise<Map<string, PendingUpload[]>> {
  const pending = await listMultipartUploads(session.requester, prefix);
  pending.sort((a, b) => b.initiated - a.initiated);
  return Map.groupBy(pending, (upload) => upload.key);
}

/**
 * The first of the pending uploads that holds parts of just this file: cut as ours are, and each with the CRC32 of the
 * file's bytes there. Any other is somebody else's, or of another content, and is left alone.
 */
export async function findResumableUpload(
  session: TransferSession,
  source: UnchangedFileReader,
  size: number,
  pending: readonly PendingUpload[],
): Promise<ResumableUpload | undefined> {
  const expected = new Map([...splitIntoParts(size)].map((part) => [part.number, part]));
  for (const { key, uploadId, hasCrc32: isSummed } of pending) {
    const parts = isSummed ? await listPartsIfAllowed(session, key, uploadId) : [];
    if (parts.length > 0 && (await canReuseParts(session, source, expected, parts))) {
      return { uploadId, parts: new Map(parts.map((part) => [part.number, part])) };
    }
  }
  return undefined;
}

/** Listing parts is the initiator's right, or one that a policy grants; without it there is nothing to go on with. */
async function listPartsIfAllowed(
  session: TransferSession,
  key: string,
  uploadId: string,
): Promise<StoredPart[]> {
  try {
    return await listParts(session.requester, key, uploadId);
  } catch (error) {
    if (error instanceof StoreRequestError && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}

async function canReuseParts(
  session: TransferSession,
  source: UnchangedFileReader,
  expected: ReadonlyMap<number, FilePart>,
  parts: readonly StoredPart[],
): Promise<boolean> {
  const fitting = parts.every(
    (part) => part.crc32 !== undefined && expected.get(part.number)?.size === part.size,
  );
  if (!fitting) return false;
  for (const part of parts) {
    const run = expected.get(part.number);
    if (!run || (await computePartCrc32(session, source, run)) !== part.crc32) return false;
  }
  return true;
}

async function computePartCrc32(
  session: TransferSession,
  source: UnchangedFileReader,
  run: FilePart,
): Promise<number> {
  const release = await session.limiter.acquire(run.size, session.signal);
  const buffer = session.buffers.acquire(run.size);
  try {
    await source.read(buffer, run.start);
    return crc32(buffer);
  } finally {
    session.buffers.release(buffer);
    release();
  }
}
