import { existsSync, readSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import { FileTransferError } from '../errors.ts';
import { getObject, headObject, type ObjectMetadata } from '../s3/objects.ts';
import type { TransferSession } from '../session/session.ts';
import {
  assertRequestedRange,
  assertSameObject,
  type DownloadedFile,
  getModified,
} from './download-small-file.ts';
import { type FileRange, splitIntoRanges } from './file-ranges.ts';
import { getPartialPath, PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';
import { RangeLog } from './range-log.ts';
import type { TargetFolder } from './target-folder.ts';

const CONCURRENT_RANGES = 16;

/**
 * Downloads a file in concurrent ranges, and resumes the download of an earlier run. An aborted run leaves the partial
 * file and its log for the next run; if the CRC32 does not match, both are deleted.
 */
export async function downloadLargeFile(
  session: TransferSession,
  folder: TargetFolder,
  entry: PlannedDownload,
  onBytes: (bytes: number) => void,
): Promise<DownloadedFile> {
  const { object, path, name, size } = entry;
  const metadata = await headObject(session.requester, object.key);
  if (!metadata) throw new FileTransferError('it was deleted from the store. Run the download again');
  assertSameObject(entry, metadata);
  folder.createParentFolder(path);
  using log = new RangeLog(path, object);
  const logged = existsSync(getPartialPath(path)) ? log.open() : new Map<number, Crc32>();
  using partial = new PartialFile(path, folder, logged.size > 0);
  if (logged.size === 0) log.start();
  partial.truncate(size);
  const checksums: Crc32[] = [];
  for (const range of splitIntoRanges(size)) {
    const checksum = logged.get(range.index);
    if (checksum !== undefined && (await computeRangeCrc32(session, partial, range)) === checksum) {
      checksums[range.index] = checksum;
      onBytes(range.end - range.start);
    }
  }
  const missing = [...splitIntoRanges(size)].filter(({ index }) => checksums[index] === undefined);
  if (logged.size > 0)
    session.log('info', `${name}: resuming, ${missing.length} ranges of 8 MiB are missing`);
  await forEachConcurrent(missing, CONCURRENT_RANGES, async (range) => {
    checksums[range.index] = await downloadRange(session, entry, partial, range);
    log.append(range.index, checksums[range.index] ?? 0);
    onBytes(range.end - range.start);
  });
  log.remove();
  return finishFile(entry, metadata, checksums, partial);
}

async function downloadRange(
  session: TransferSession,
  entry: PlannedDownload,
  partial: PartialFile,
  range: FileRange,
): Promise<Crc32> {
  const release = await session.limiter.acquire(0, session.signal);
  let position = range.start;
  let checksum = 0;
  try {
    const { key, etag } = entry.object;
    const metadata = await getObject(
      session.requester,
      { key, etag, range },
      {
        restart() {
          position = range.start;
          checksum = 0;
        },
        write(bytes, canKeep) {
          if (position + bytes.length > range.end)
            throw new FileTransferError('the store sent more bytes than requested. Download it again');
          checksum = crc32(bytes, checksum);
          const written = partial.write(bytes, position, canKeep);
          position += bytes.length;
          return written;
        },
      },
    );
    assertSameObject(entry, metadata);
    assertRequestedRange(entry, metadata, range);
    if (position !== range.end)
      throw new FileTransferError('the store sent fewer bytes than requested. Download it again');
    return checksum;
  } finally {
    release();
  }
}

/** Verifies the CRC32 and moves the file into place. */
function finishFile(
  entry: PlannedDownload,
  metadata: ObjectMetadata,
  checksums: readonly Crc32[],
  partial: PartialFile,
): DownloadedFile {
  const { size } = entry;
  let fileCrc32: Crc32 = 0;
  for (const { index, start, end } of splitIntoRanges(size))
    fileCrc32 = combineCrc32(fileCrc32, checksums[index] ?? 0, end - start);
  if (metadata.crc32 !== undefined && metadata.crc32 !== fileCrc32) {
    partial.discard();
    throw new FileTransferError(
      `the downloaded bytes do not match the CRC32 of the store. Download it again`,
    );
  }
  partial.finish(getModified(entry, metadata));
  return { etag: metadata.etag, crc32: fileCrc32, isVerified: metadata.crc32 !== undefined };
}

/** Computes the CRC32 of a range on disk. After a crash, the log may list bytes that were never written. */
async function computeRangeCrc32(
  session: TransferSession,
  partial: PartialFile,
  { start, end }: FileRange,
): Promise<Crc32> {
  await yieldToEventLoop();
  const buffer = session.buffers.acquire(end - start);
  const count = readSync(partial.descriptor, buffer, 0, buffer.length, start);
  const checksum = crc32(buffer.subarray(0, count));
  session.buffers.release(buffer);
  return checksum;
}
