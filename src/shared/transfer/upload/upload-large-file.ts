import type { Crc32 } from '../checksum.ts';
import { FileTransferError, StoreRequestError } from '../errors.ts';
import { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import type { Store } from '../open-store.ts';
import { completeMultipartUpload, createMultipartUpload, type StoredPart } from '../s3/multipart.ts';
import { headObject } from '../s3/objects.ts';
import {
  findResumableUpload,
  type ResumableUpload,
  tryAbortUpload,
  type UploadCandidates,
} from './find-resumable-upload.ts';
import type { PlannedUpload } from './plan-upload.ts';
import { uploadParts } from './upload-parts.ts';
import type { UploadProgress } from './upload-progress.ts';
import type { UploadedFile } from './upload-small-file.ts';

export interface LargeUploadOptions {
  readonly withSha256: boolean;
  /** Incomplete uploads of this key. */
  readonly candidates: UploadCandidates;
  /** Called with the size in bytes of each part that the store holds, and whether it is from an earlier run. */
  readonly onBytes: (bytes: number, isResumed: boolean) => void;
  readonly progress: UploadProgress;
}

/**
 * Uploads a file in concurrent parts, and resumes the upload of an earlier run. If the file changed, its parts are
 * deleted; an aborted run leaves them for the next run.
 */
export async function uploadLargeFile(
  store: Store,
  entry: PlannedUpload,
  options: LargeUploadOptions,
): Promise<UploadedFile> {
  using source = new UnchangedFileReader(entry.file);
  source.assertUnchanged();
  const resumable = await findResumableUpload(store, source, entry, options.candidates);
  if (resumable && resumable.parts.size > 0)
    store.log('info', `${entry.name}: resuming, ${resumable.parts.size} parts are already uploaded`);
  try {
    return await uploadAllParts(store, entry, source, options, resumable);
  } catch (error) {
    // Another program has aborted or changed the upload since. Start again, once.
    const isLost =
      error instanceof StoreRequestError && (error.code === 'NoSuchUpload' || error.code === 'InvalidPart');
    if (!resumable || !isLost) throw error;
    options.progress.remove(entry);
    return await uploadAllParts(store, entry, source, options);
  }
}

async function uploadAllParts(
  store: Store,
  entry: PlannedUpload,
  source: UnchangedFileReader,
  options: LargeUploadOptions,
  resumable?: ResumableUpload,
): Promise<UploadedFile> {
  const { requester } = store;
  const { file, key } = entry;
  const uploadId = resumable?.uploadId ?? (await createMultipartUpload(requester, key, file.modified));
  options.progress.add(entry, uploadId, resumable?.parts.values() ?? []);
  try {
    const { parts, crc32, sha256 } = await uploadParts(store, {
      target: { key, uploadId, size: file.size },
      source,
      stored: resumable?.parts ?? new Map(),
      withSha256: options.withSha256,
      onPart(part) {
        options.onBytes(part.size, resumable?.parts.has(part.number) ?? false);
        options.progress.addPart(entry, part);
      },
    });
    source.assertUnchanged();
    const etag = await completeOrConfirm(store, { key, uploadId }, parts, { size: file.size, crc32 });
    options.progress.remove(entry);
    return { etag, crc32, sha256 };
  } catch (error) {
    if (error instanceof FileTransferError && (await tryAbortUpload(store, key, uploadId)))
      options.progress.remove(entry);
    throw error;
  }
}

/** Completes the upload. If the upload no longer exists, checks whether an earlier attempt has created the object. */
async function completeOrConfirm(
  store: Store,
  target: { key: string; uploadId: string },
  parts: readonly StoredPart[],
  object: { size: number; crc32: Crc32 },
): Promise<string> {
  try {
    return await completeMultipartUpload(store.requester, target, parts, object);
  } catch (error) {
    if (!(error instanceof StoreRequestError) || error.code !== 'NoSuchUpload') throw error;
    const existing = await headObject(store.requester, target.key);
    if (existing?.size === object.size && existing.crc32 === object.crc32) return existing.etag;
    throw error;
  }
}
