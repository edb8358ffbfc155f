import { crc32 } from 'node:zlib';
import type { Crc32 } from '../checksum.ts';
import { FileTransferError } from '../errors.ts';
import { getObject } from '../s3/objects.ts';
import type { TransferSession } from '../session/session.ts';
import { PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';

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
  entry: PlannedDownload,
): Promise<DownloadedFile> {
  const { object, path, size } = entry;
  const release = await session.limiter.acquire(0, session.signal);
  const partial = new PartialFile(path, false);
  let position = 0;
  let checksum = 0;
  try {
    const metadata = await getObject(
      session.requester,
      { key: object.key, etag: object.etag },
      {
        restart() {
          position = 0;
          checksum = 0;
        },
        write(bytes) {
          checksum = crc32(bytes, checksum);
          partial.write(bytes, position);
          position += bytes.length;
        },
      },
    );
    if (position !== size)
      throw new FileTransferError(`${entry.name}: received ${position} of ${size} bytes. Download it again`);
    if (metadata.crc32 !== undefined && metadata.crc32 !== checksum) {
      throw new FileTransferError(
        `${entry.name}: the downloaded bytes do not match the CRC32 of the store. Download it again`,
      );
    }
    partial.finish(metadata.fileModified ?? metadata.modified);
    return { etag: metadata.etag, crc32: checksum, isVerified: metadata.crc32 !== undefined };
  } catch (error) {
    partial.discard();
    throw error;
  } finally {
    release();
  }
}
