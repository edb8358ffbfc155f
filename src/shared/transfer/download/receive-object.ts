import { existsSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Crc32 } from '../checksum.ts';
import { FileTransferError } from '../errors.ts';
import type { Store } from '../open-store.ts';
import { type ByteRange, getObject, type ObjectMetadata } from '../s3/objects.ts';
import { getPartialPath, PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';
import { RangeLog } from './range-log.ts';
import type { TargetFolder } from './target-folder.ts';

/** Downloads a file in one request. If it fails, its partial file is deleted. */
export async function downloadSmallFile(
  store: Store,
  folder: TargetFolder,
  entry: PlannedDownload,
): Promise<DownloadedFile> {
  const release = await store.limiter.acquire(0, store.signal);
  try {
    // From the download of a larger object.
    if (existsSync(getPartialPath(entry.path))) new RangeLog(entry.path, entry.object).remove();
    const partial = new PartialFile(entry.path, folder, { keepsExisting: false });
    const { metadata, checksum } = await receiveObject(store, entry, partial).catch((error: unknown) => {
      partial.discard();
      throw error;
    });
    return finishFile(entry, metadata, partial, checksum);
  } finally {
    release();
  }
}

/**
 * Receives an object, or a range of it, into its partial file.
 * @returns the metadata of the object, and the CRC32 of the bytes that were written.
 * @throws FileTransferError for another object or other bytes than those that the plan lists.
 */
export async function receiveObject(
  store: Store,
  entry: PlannedDownload,
  partial: PartialFile,
  range?: ByteRange,
): Promise<{ metadata: ObjectMetadata; checksum: Crc32 }> {
  const { key, etag } = entry.object;
  const { start, end } = range ?? { start: 0, end: entry.size };
  let position = start;
  let checksum = 0;
  const metadata = await getObject(
    store.requester,
    { key, etag, range },
    {
      restart() {
        position = start;
        checksum = 0;
      },
      write(bytes, canKeep) {
        if (position + bytes.length > end)
          throw new FileTransferError(
            `the store sent more than the expected ${end - start} bytes. Run the download again`,
          );
        checksum = crc32(bytes, checksum);
        const written = partial.write(bytes, position, canKeep);
        position += bytes.length;
        return written;
      },
    },
  );
  assertSameObject(entry, metadata);
  assertRequestedRange(entry, metadata, range);
  if (position !== end)
    throw new FileTransferError(`received ${position - start} of ${end - start} bytes. Download it again`);
  return { metadata, checksum };
}

/** A store that ignores `If-Match` would return another object, or ranges of several. */
export function assertSameObject({ object }: PlannedDownload, { etag }: ObjectMetadata): void {
  if (etag !== '' && etag !== object.etag)
    throw new FileTransferError(`it has changed in the store since it was listed. Run the download again`);
}

/**
 * Checks that the response contains this range, or the whole object. Without a CRC32 in the store, only this detects that a
 * proxy sent other bytes.
 */
function assertRequestedRange(
  { size }: PlannedDownload,
  { contentRange }: ObjectMetadata,
  range: ByteRange | undefined,
): void {
  if (contentRange === undefined && !range) return;
  const { start, end } = range ?? { start: 0, end: size };
  const expected = `bytes ${start}-${end - 1}`;
  if (contentRange === `${expected}/${size}` || contentRange === `${expected}/*`) return;
  throw new FileTransferError(
    `the store sent ${contentRange ?? 'a response without Content-Range'} instead of ${expected}/${size}. Download it again`,
  );
}

export interface DownloadedFile {
  readonly etag: string;
  /** CRC32 of the bytes that were written. */
  readonly crc32: Crc32;
  /** Whether the store had a CRC32 to compare; otherwise only the size was checked. */
  readonly isVerified: boolean;
}

/**
 * Verifies the CRC32 of a complete partial file, and moves it into place.
 * @throws FileTransferError if the CRC32 is not that of the store, or the file system's error. The partial file is deleted then.
 */
export function finishFile(
  { object }: PlannedDownload,
  metadata: ObjectMetadata,
  partial: PartialFile,
  checksum: Crc32,
): DownloadedFile {
  const isVerified = metadata.crc32 !== undefined;
  // The time of the uploaded file, else of the object.
  const times = [metadata.fileModified, metadata.modified, object.modified, Date.now()];
  try {
    if (isVerified && metadata.crc32 !== checksum)
      throw new FileTransferError(
        'the downloaded bytes do not match the CRC32 of the store. Download it again',
      );
    partial.finish(times.find((time) => time !== undefined && Number.isFinite(time)) ?? 0);
  } catch (error) {
    partial.discard();
    throw error;
  }
  return { etag: metadata.etag, crc32: checksum, isVerified };
}
