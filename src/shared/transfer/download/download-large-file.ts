import { existsSync, readSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import { FileTransferError } from '../errors.ts';
import { headObject } from '../s3/objects.ts';
import type { TransferSession } from '../session/session.ts';
import { type FileRange, splitIntoRanges } from './file-ranges.ts';
import { getPartialPath, PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';
import { RangeLog } from './range-log.ts';
import { assertSameObject, type DownloadedFile, finishFile, receiveObject } from './receive-object.ts';
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
  using partial = new PartialFile(path, folder, { keepsExisting: logged.size > 0 });
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
  let fileCrc32: Crc32 = 0;
  for (const { index, start, end } of splitIntoRanges(size))
    fileCrc32 = combineCrc32(fileCrc32, checksums[index] ?? 0, end - start);
  return finishFile(entry, metadata, partial, fileCrc32);
}

async function downloadRange(
  session: TransferSession,
  entry: PlannedDownload,
  partial: PartialFile,
  range: FileRange,
): Promise<Crc32> {
  const release = await session.limiter.acquire(0, session.signal);
  try {
    return (await receiveObject(session, entry, partial, range)).checksum;
  } finally {
    release();
  }
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
