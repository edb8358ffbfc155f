import { existsSync, readSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import { FileTransferError } from '../errors.ts';
import { type FilePart, PART_BYTES, splitIntoParts } from '../file-parts.ts';
import type { Store } from '../open-store.ts';
import { headObject } from '../s3/objects.ts';
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
  store: Store,
  folder: TargetFolder,
  entry: PlannedDownload,
  onBytes: (bytes: number, isResumed: boolean) => void,
): Promise<DownloadedFile> {
  const { object, path, name, size } = entry;
  const metadata = await headObject(store.requester, object.key);
  if (!metadata) throw new FileTransferError('it was deleted from the store. Run the download again');
  assertSameObject(entry, metadata);
  folder.createParentFolder(path);
  using log = new RangeLog(path, object);
  const logged = existsSync(getPartialPath(path)) ? log.open() : new Map<number, Crc32>();
  using partial = new PartialFile(path, folder, { keepsExisting: logged.size > 0 });
  if (logged.size === 0) log.start();
  partial.truncate(size);
  const checksums: Crc32[] = [];
  const ranges = [...splitIntoParts(size, PART_BYTES)];
  for (const range of ranges) {
    const checksum = logged.get(range.number);
    if (checksum !== undefined && (await computeRangeCrc32(store, partial, range)) === checksum) {
      checksums[range.number] = checksum;
      onBytes(range.size, true);
    }
  }
  const missing = ranges.filter(({ number }) => checksums[number] === undefined);
  if (logged.size > 0) store.log('info', `${name}: resuming, ${missing.length} ranges of 8 MiB are missing`);
  await forEachConcurrent(missing, CONCURRENT_RANGES, async (range) => {
    const checksum = await downloadRange(store, entry, partial, range);
    checksums[range.number] = checksum;
    log.append(range.number, checksum);
    onBytes(range.size, false);
  });
  log.remove();
  let fileCrc32: Crc32 = 0;
  for (const range of ranges) fileCrc32 = combineCrc32(fileCrc32, checksums[range.number] ?? 0, range.size);
  return finishFile(entry, metadata, partial, fileCrc32);
}

async function downloadRange(
  store: Store,
  entry: PlannedDownload,
  partial: PartialFile,
  { start, size }: FilePart,
): Promise<Crc32> {
  const release = await store.limiter.acquire(0, store.signal);
  try {
    return (await receiveObject(store, entry, partial, { start, end: start + size })).checksum;
  } finally {
    release();
  }
}

/** Computes the CRC32 of a range on disk. After a crash, the log may list bytes that were never written. */
async function computeRangeCrc32(
  store: Store,
  partial: PartialFile,
  { start, size }: FilePart,
): Promise<Crc32> {
  await yieldToEventLoop();
  const buffer = store.buffers.acquire(size);
  const count = readSync(partial.descriptor, buffer, 0, buffer.length, start);
  const checksum = crc32(buffer.subarray(0, count));
  store.buffers.release(buffer);
  return checksum;
}
