import { crc32 } from 'node:zlib';
import type { Crc32 } from '../checksum.ts';
import { FileTransferError } from '../errors.ts';
import { type ByteRange, getObject, type ObjectMetadata } from '../s3/objects.ts';
import type { TransferSession } from '../session/session.ts';
import { PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';
import type { TargetFolder } from './target-folder.ts';

/** A file that was downloaded. */
export interface DownloadedFile {
  readonly etag: string;
  /** CRC32 of the bytes that were written. */
  readonly crc32: Crc32;
  /** Whether the store had a CRC32 to compare; otherwise only the size was checked. */
  readonly isVerified: boolean;
}

/** Downloads a file in one request. If it fails, its partial file is deleted. */
export async function downloadSmallFile(
  session: TransferSession,
  folder: TargetFolder,
  entry: PlannedDownload,
): Promise<DownloadedFile> {
  const { object, path, size } = entry;
  const release = await session.limiter.acquire(0, session.signal);
  let partial: PartialFile | undefined;
  let position = 0;
  let checksum = 0;
  try {
    const file = new PartialFile(path, folder, false);
    partial = file;
    const metadata = await getObject(
      session.requester,
      { key: object.key, etag: object.etag },
      {
        restart() {
          position = 0;
          checksum = 0;
        },
        write(bytes, canKeep) {
          if (position + bytes.length > size)
            throw new FileTransferError(
              `the store sent more than the listed ${size} bytes. Run the download again`,
            );
          checksum = crc32(bytes, checksum);
          const written = file.write(bytes, position, canKeep);
          position += bytes.length;
          return written;
        },
      },
    );
    assertSameObject(entry, metadata);
    assertRequestedRange(entry, metadata);
    if (position !== size)
      throw new FileTransferError(`received ${position} of ${size} bytes. Download it again`);
    if (metadata.crc32 !== undefined && metadata.crc32 !== checksum) {
      throw new FileTransferError(
        `the downloaded bytes do not match the CRC32 of the store. Download it again`,
      );
    }
    file.finish(getModified(entry, metadata));
    return { etag: metadata.etag, crc32: checksum, isVerified: metadata.crc32 !== undefined };
  } catch (error) {
    partial?.discard();
    throw error;
  } finally {
    release();
  }
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
export function assertRequestedRange(
  { size }: PlannedDownload,
  { contentRange }: ObjectMetadata,
  range?: ByteRange,
): void {
  if (contentRange === undefined && !range) return;
  const { start, end } = range ?? { start: 0, end: size };
  const expected = `bytes ${start}-${end - 1}`;
  if (contentRange === `${expected}/${size}` || contentRange === `${expected}/*`) return;
  throw new FileTransferError(
    `the store sent ${contentRange ?? 'a response without Content-Range'} instead of ${expected}/${size}. Download it again`,
  );
}

/** Returns the modification time of the uploaded file, else of the object, in milliseconds since the epoch. */
export function getModified({ object }: PlannedDownload, metadata: ObjectMetadata): number {
  const times = [metadata.fileModified, metadata.modified, object.modified, Date.now()];
  return times.find((time) => time !== undefined && Number.isFinite(time)) ?? 0;
}
