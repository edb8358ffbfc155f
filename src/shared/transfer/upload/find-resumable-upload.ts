import { crc32 } from 'node:zlib';
import { StoreRequestError } from '../errors.ts';
import type { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import { listMultipartUploads, listParts, type PendingUpload, type StoredPart } from '../s3/multipart.ts';
import type { TransferSession } from '../session/session.ts';
import { type FilePart, splitIntoParts } from './file-parts.ts';

/** An upload to resume and the parts that the store already holds. */
export interface ResumableUpload {
  readonly uploadId: string;
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** Lists the incomplete uploads below a folder by key, newest first. */
export async function findPendingUploads(
  session: TransferSession,
  prefix: string,
): Promise<Map<string, PendingUpload[]>> {
  const pending = await listMultipartUploads(session.requester, prefix);
  pending.sort((a, b) => b.initiated - a.initiated);
  return Map.groupBy(pending, (upload) => upload.key);
}

/**
 * Returns the first pending upload whose parts have the expected sizes and the CRC32s of this file. Other uploads belong
 * to other programs or other contents and are left alone.
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

/** Lists the parts of an upload. Returns none without the permission to list them, which a policy may withhold. */
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
  const haveExpectedSizes = parts.every(
    (part) => part.crc32 !== undefined && expected.get(part.number)?.size === part.size,
  );
  if (!haveExpectedSizes) return false;
  for (const part of parts) {
    const filePart = expected.get(part.number);
    if (!filePart || (await computePartCrc32(session, source, filePart)) !== part.crc32) return false;
  }
  return true;
}

async function computePartCrc32(
  session: TransferSession,
  source: UnchangedFileReader,
  part: FilePart,
): Promise<number> {
  const release = await session.limiter.acquire(part.size, session.signal);
  const buffer = session.buffers.acquire(part.size);
  try {
    await source.read(buffer, part.start);
    return crc32(buffer);
  } finally {
    session.buffers.release(buffer);
    release();
  }
}
