import { crc32 } from 'node:zlib';
import { FileTransferError } from '../errors.ts';
import { getObject } from '../s3/objects.ts';
import type { TransferSession } from '../session/session.ts';
import type { DownloadedFile } from './downloaded-file.ts';
import { PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';

/** Gets a file in one request. Nothing is left of one that fails. */
export async function downloadSmallFile(
  session: TransferSession,
  entry: PlannedDownload,
): Promise<DownloadedFile> {
  const { object, path, size } = entry;
  const release = await session.limiter.acquire(0, session.signal);
  const partial = new PartialFile(path, false);
  let position = 0;
  let sum = 0;
  try {
    const facts = await getObject(
      session.requester,
      { key: object.key, etag: object.etag },
      {
        restart() {
          position = 0;
          sum = 0;
        },
        write(bytes) {
          sum = crc32(bytes, sum);
          partial.write(bytes, position);
          position += bytes.length;
        },
      },
    );
    if (position !== size)
      throw new FileTransferError(`${entry.name}: ${position} of ${size} bytes came. Fetch it again`);
    if (facts.crc32 !== undefined && facts.crc32 !== sum) {
      throw new FileTransferError(
        `${entry.name}: other bytes came than the store's checksum is of. Fetch it again`,
      );
    }
    partial.finish(facts.fileModified ?? facts.modified);
    return { etag: facts.etag, crc32: sum, isVerified: facts.crc32 !== undefined };
  } catch (error) {
    partial.discard();
    throw error;
  } finally {
    release();
  }
}
