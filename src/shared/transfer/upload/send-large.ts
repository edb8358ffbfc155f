import type { Crc32 } from '../checksum.ts';
import { FileProblem, StoreRefusal } from '../errors.ts';
import type { Session } from '../flow/session.ts';
import { SteadyFile } from '../local/steady-file.ts';
import {
  abortUpload,
  completeUpload,
  createUpload,
  type PendingUpload,
  type StoredPart,
} from '../s3/multipart.ts';
import { headObject } from '../s3/objects.ts';
import type { PlannedUpload } from './plan.ts';
import { findResumable, type Resumable } from './resume.ts';
import { sendParts } from './send-parts.ts';
import type { Sent } from './sent.ts';

/** What the run knows about a large file. */
export interface LargeOptions {
  readonly withSha256: boolean;
  /** Uploads under way for this key. */
  readonly pending: readonly PendingUpload[];
  /** Called with the size of each part that the store has, in bytes. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Sends a file in parts, several at once, going on with an upload that an earlier run left. What cannot succeed by trying
 * again takes its parts away; a run that was stopped leaves them for the next.
 */
export async function sendLarge(
  session: Session,
  entry: PlannedUpload,
  options: LargeOptions,
): Promise<Sent> {
  using source = new SteadyFile(entry.file);
  source.check();
  const found = await findResumable(session, source, entry.file.size, options.pending);
  if (found)
    session.log('info', `${entry.name}: going on with ${found.parts.size} parts that are there already`);
  try {
    return await sendWhole(session, entry, source, found, options);
  } catch (error) {
    // The upload that we went on with was ended by somebody else, or is not what it was: once, from the start.
    const isLost =
      error instanceof StoreRefusal && (error.code === 'NoSuchUpload' || error.code === 'InvalidPart');
    if (!found || !isLost) throw error;
    return await sendWhole(session, entry, source, undefined, options);
  }
}

async function sendWhole(
  session: Session,
  { file, key }: PlannedUpload,
  source: SteadyFile,
  found: Resumable | undefined,
  options: LargeOptions,
): Promise<Sent> {
  const { requester } = session;
  const uploadId = found?.uploadId ?? (await createUpload(requester, key, file.modified));
  try {
    const target = { key, uploadId, size: file.size };
    const { parts, sum, sha256 } = await sendParts(
      session,
      target,
      source,
      found?.parts ?? new Map(),
      options,
    );
    source.check();
    const etag = await complete(session, { key, uploadId }, parts, { size: file.size, crc32: sum });
    return { etag, crc32: sum, sha256 };
  } catch (error) {
    if (error instanceof FileProblem) await abortUpload(requester, key, uploadId);
    throw error;
  }
}

/** Completes the upload; where its answer was lost and it is gone, the object itself tells whether that was why. */
async function complete(
  session: Session,
  target: { key: string; uploadId: string },
  parts: readonly StoredPart[],
  whole: { size: number; crc32: Crc32 },
): Promise<string> {
  try {
    return await completeUpload(session.requester, target, parts, whole);
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.code !== 'NoSuchUpload') throw error;
    const facts = await headObject(session.requester, target.key);
    if (facts?.size === whole.size && facts.crc32 === whole.crc32) return facts.etag;
    throw error;
  }
}
