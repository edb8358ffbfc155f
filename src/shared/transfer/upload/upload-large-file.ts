import type { Crc32 } from '../checksum.ts';
import { FileTransferError, StoreRequestError } from '../errors.ts';
import { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  type PendingUpload,
  type StoredPart,
} from '../s3/multipart.ts';
import { headObject } from '../s3/objects.ts';
import type { TransferSession } from '../session/session.ts';
import { findResumableUpload, type ResumableUpload } from './find-resumable-upload.ts';
import { uploadParts } from './upload-parts.ts';
import type { PlannedUpload } from './upload-plan.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** What the run knows about a large file. */
export interface LargeUploadOptions {
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
export async function uploadLargeFile(
  session: TransferSession,
  entry: PlannedUpload,
  options: LargeUploadOptions,
): Promise<UploadedFile> {
  using source = new UnchangedFileReader(entry.file);
  source.assertUnchanged();
  const found = await findResumableUpload(session, source, entry.file.size, options.pending);
  if (found)
    session.log('info', `${entry.name}: going on with ${found.parts.size} parts that are there already`);
  try {
    return await uploadAllParts(session, entry, source, found, options);
  } catch (error) {
    // The upload that we went on with was ended by somebody else, or is not what it was: once, from the start.
    const isLost =
      error instanceof StoreRequestError && (error.code === 'NoSuchUpload' || error.code === 'InvalidPart');
    if (!found || !isLost) throw error;
    return await uploadAllParts(session, entry, source, undefined, options);
  }
}

async function uploadAllParts(
  session: TransferSession,
  { file, key }: PlannedUpload,
  source: UnchangedFileReader,
  found: ResumableUpload | undefined,
  options: LargeUploadOptions,
): Promise<UploadedFile> {
  const { requester } = session;
  const uploadId = found?.uploadId ?? (await createMultipartUpload(requester, key, file.modified));
  try {
    const target = { key, uploadId, size: file.size };
    const {
      parts,
      crc32: sum,
      sha256,
    } = await uploadParts(session, target, source, found?.parts ?? new Map(), options);
    source.assertUnchanged();
    const etag = await completeOrConfirm(session, { key, uploadId }, parts, { size: file.size, crc32: sum });
    return { etag, crc32: sum, sha256 };
  } catch (error) {
    if (error instanceof FileTransferError) await abortMultipartUpload(requester, key, uploadId);
    throw error;
  }
}

/** Completes the upload; where its answer was lost and it is gone, the object itself tells whether that was why. */
async function completeOrConfirm(
  session: TransferSession,
  target: { key: string; uploadId: string },
  parts: readonly StoredPart[],
  whole: { size: number; crc32: Crc32 },
): Promise<string> {
  try {
    return await completeMultipartUpload(session.requester, target, parts, whole);
  } catch (error) {
    if (!(error instanceof StoreRequestError) || error.code !== 'NoSuchUpload') throw error;
    const facts = await headObject(session.requester, target.key);
    if (facts?.size === whole.size && facts.crc32 === whole.crc32) return facts.etag;
    throw error;
  }
}
