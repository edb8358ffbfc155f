import { getErrorMessage } from '../../client/error-message.ts';
import { decodeCrc32 } from '../checksum.ts';
import { StoreRequestError } from '../errors.ts';
import { type FilePart, getUploadPartBytes, splitIntoParts } from '../file-parts.ts';
import type { LocalFile } from '../local/local-file.ts';
import type { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import type { Manifest } from '../manifest.ts';
import { toFolderPrefix } from '../object-names.ts';
import { abortIfStoreUnavailable, type Store } from '../open-store.ts';
import {
  abortMultipartUpload,
  listMultipartUploads,
  listParts,
  type StoredPart,
  type StoredUpload,
} from '../s3/multipart.ts';
import { readPart } from './upload-parts.ts';

/** An upload to resume and the parts that the store already holds. */
export interface ResumableUpload {
  readonly uploadId: string;
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** Uploads that may be resumed, of one key. */
export interface UploadCandidates {
  /** From manifests of earlier runs. */
  readonly recorded: readonly RecordedUpload[];
  /** From the store. */
  readonly stored: readonly StoredUpload[];
}

/** An upload as a manifest describes it. */
export interface RecordedUpload {
  readonly uploadId: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly parts: readonly Omit<StoredPart, 'size'>[];
}

/** Collects the uploads of this bucket that manifests describe as incomplete, by key, newest manifest first. */
export function collectRecordedUploads(
  manifests: readonly Manifest[],
  bucket: string,
): ReadonlyMap<string, readonly RecordedUpload[]> {
  const uploads = new Map<string, RecordedUpload[]>();
  const newestFirst = manifests
    .filter((manifest) => manifest.bucket === bucket)
    .sort((a, b) => (a.finished < b.finished ? 1 : -1));
  for (const { files } of newestFirst) {
    for (const { key, size, upload } of files) {
      if (!upload) continue;
      const parts = upload.parts.map((part) => ({ ...part, crc32: decodeCrc32(part.crc32) }));
      uploads.set(key, [...(uploads.get(key) ?? []), { uploadId: upload.id, size, parts }]);
    }
  }
  return uploads;
}

/** Lists the incomplete uploads of the dataset by key, newest first; none, with a warning, if that fails. */
export async function listStoredUploads(store: Store): Promise<ReadonlyMap<string, readonly StoredUpload[]>> {
  try {
    const uploads = await listMultipartUploads(store.requester, toFolderPrefix(store.address));
    uploads.sort((a, b) => b.initiated - a.initiated);
    return Map.groupBy(uploads, (upload) => upload.key);
  } catch (error) {
    abortIfStoreUnavailable(store, error);
    store.log(
      'warning',
      `cannot list incomplete uploads in the store, so large files may start again from the beginning: ${error}`,
    );
    return new Map();
  }
}

/**
 * Returns the first upload whose parts have the expected sizes and the CRC32s of this file. Uploads of earlier runs that do
 * not are aborted; others may belong to other programs, and are left alone.
 */
export async function findResumableUpload(
  store: Store,
  source: UnchangedFileReader,
  { key, file }: { readonly key: string; readonly file: LocalFile },
  { recorded, stored }: UploadCandidates,
): Promise<ResumableUpload | undefined> {
  const expected = new Map(
    [...splitIntoParts(file.size, getUploadPartBytes(file.size))].map((part) => [part.number, part]),
  );
  const check = async (uploadId: string, parts: readonly StoredPart[]) =>
    (await canReuseParts(store, source, expected, parts))
      ? { uploadId, parts: new Map(parts.map((part) => [part.number, part])) }
      : undefined;
  // Several manifests can record one upload, and the store lists it until it is aborted.
  const rejected = new Set<string>();
  for (const { uploadId, size, parts } of recorded) {
    if (rejected.has(uploadId)) continue;
    const sized = parts.map((part) => ({ ...part, size: expected.get(part.number)?.size ?? 0 }));
    const resumable = size === file.size ? await check(uploadId, sized) : undefined;
    if (resumable) return resumable;
    rejected.add(uploadId);
    await tryAbortUpload(store, key, uploadId);
  }
  for (const { uploadId, hasCrc32 } of stored) {
    if (!hasCrc32 || rejected.has(uploadId)) continue;
    const parts = await listPartsIfAllowed(store, key, uploadId);
    if (parts === 'forbidden') {
      store.log(
        'warning',
        `${file.name}: an earlier upload was interrupted or is still running, but the credentials do not allow ListParts. Uploading the whole file. To resume uploads, use the action upload-data and save its manifest-file`,
      );
      return undefined;
    }
    // Without parts, it may be an upload that another program has just started.
    const resumable = parts.length > 0 ? await check(uploadId, parts) : undefined;
    if (resumable) return resumable;
  }
  return undefined;
}

/**
 * Aborts an upload whose file has changed. If that fails, only logs it: the change of the file is the error to report.
 * @returns whether it was aborted.
 */
export async function tryAbortUpload(store: Store, key: string, uploadId: string): Promise<boolean> {
  try {
    await abortMultipartUpload(store.requester, key, uploadId);
    return true;
  } catch (error) {
    store.log('debug', `the upload of ${key} cannot be aborted: ${getErrorMessage(error)}`);
    return false;
  }
}

/** Lists the parts of an upload. The policy of the credentials may forbid it. */
async function listPartsIfAllowed(
  store: Store,
  key: string,
  uploadId: string,
): Promise<StoredPart[] | 'forbidden'> {
  try {
    return await listParts(store.requester, key, uploadId);
  } catch (error) {
    if (!(error instanceof StoreRequestError)) throw error;
    if (error.status === 403) return 'forbidden';
    if (error.status === 404) return [];
    throw error;
  }
}

/** Whether the parts have the expected sizes and the CRC32s of the file. */
async function canReuseParts(
  store: Store,
  source: UnchangedFileReader,
  expected: ReadonlyMap<number, FilePart>,
  parts: readonly StoredPart[],
): Promise<boolean> {
  const hasExpectedSize = ({ number, size }: StoredPart) => expected.get(number)?.size === size;
  if (!parts.every((part) => part.crc32 !== undefined && hasExpectedSize(part))) return false;
  for (const { number, crc32 } of parts) {
    const part = expected.get(number);
    if (!part) return false;
    const read = await readPart(store, source, part);
    read.release();
    if (read.crc32 !== crc32) return false;
  }
  return true;
}
