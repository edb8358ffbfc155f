import { crc32 } from 'node:zlib';
import { StoreRefusal } from '../errors.ts';
import type { Session } from '../flow/session.ts';
import type { SteadyFile } from '../local/steady-file.ts';
import { listParts, listUploads, type PendingUpload, type StoredPart } from '../s3/multipart.ts';
import { type PartRun, partsOf } from './parts.ts';

/** An upload to go on with, and the parts that need not be sent again. */
export interface Resumable {
  readonly uploadId: string;
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** Uploads under way below a folder, newest first, by key. */
export async function findPending(session: Session, prefix: string): Promise<Map<string, PendingUpload[]>> {
  const pending = await listUploads(session.requester, prefix);
  pending.sort((a, b) => b.initiated - a.initiated);
  return Map.groupBy(pending, (upload) => upload.key);
}

/**
 * The first of the pending uploads that holds parts of just this file: cut as ours are, and each with the CRC32 of the
 * file's bytes there. Any other is somebody else's, or of another content, and is left alone.
 */
export async function findResumable(
  session: Session,
  source: SteadyFile,
  size: number,
  pending: readonly PendingUpload[],
): Promise<Resumable | undefined> {
  const expected = new Map([...partsOf(size)].map((part) => [part.number, part]));
  for (const { key, uploadId, isSummed } of pending) {
    const parts = isSummed ? await partsIfAllowed(session, key, uploadId) : [];
    if (parts.length > 0 && (await allFit(session, source, expected, parts))) {
      return { uploadId, parts: new Map(parts.map((part) => [part.number, part])) };
    }
  }
  return undefined;
}

/** Listing parts is the initiator's right, or one that a policy grants; without it there is nothing to go on with. */
async function partsIfAllowed(session: Session, key: string, uploadId: string): Promise<StoredPart[]> {
  try {
    return await listParts(session.requester, key, uploadId);
  } catch (error) {
    if (error instanceof StoreRefusal && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}

async function allFit(
  session: Session,
  source: SteadyFile,
  expected: ReadonlyMap<number, PartRun>,
  parts: readonly StoredPart[],
): Promise<boolean> {
  const fitting = parts.every(
    (part) => part.crc32 !== undefined && expected.get(part.number)?.size === part.size,
  );
  if (!fitting) return false;
  for (const part of parts) {
    const run = expected.get(part.number);
    if (!run || (await sumOfRun(session, source, run)) !== part.crc32) return false;
  }
  return true;
}

async function sumOfRun(session: Session, source: SteadyFile, run: PartRun): Promise<number> {
  const release = await session.gate.enter(run.size, session.signal);
  const buffer = session.buffers.take(run.size);
  try {
    await source.read(buffer, run.start);
    return crc32(buffer);
  } finally {
    session.buffers.give(buffer);
    release();
  }
}
