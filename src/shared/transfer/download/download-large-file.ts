import { existsSync, readSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import { FileTransferError } from '../errors.ts';
import { getObject, headObject, type ObjectMetadata } from '../s3/objects.ts';
import { forEachConcurrent } from '../session/for-each-concurrent.ts';
import type { TransferSession } from '../session/session.ts';
import type { DownloadedFile } from './downloaded-file.ts';
import { type FileRange, splitIntoRanges } from './file-ranges.ts';
import { getPartialPath, PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';
import { RangeLog } from './range-log.ts';

const CONCURRENT_RANGES = 8;

/**
 * Gets a file in ranges, several at once, going on with what an earlier run left of it. A run that is stopped leaves the
 * partial file and its log for the next; bytes that prove wrong are thrown away.
 */
export async function downloadLargeFile(
  session: TransferSession,
  entry: PlannedDownload,
  onBytes: (bytes: number) => void,
): Promise<DownloadedFile> {
  const { object, path, name, size } = entry;
  const facts = await headObject(session.requester, object.key);
  if (facts?.etag !== object.etag)
    throw new FileTransferError(`${name} changed in the store since it was listed. Plan again`);
  const log = new RangeLog(path, object);
  const noted = existsSync(getPartialPath(path)) ? log.read() : new Map<number, Crc32>();
  using partial = new PartialFile(path, noted.size > 0);
  if (noted.size === 0) log.start();
  partial.truncate(size);
  const sums: Crc32[] = [];
  for (const range of splitIntoRanges(size)) {
    const sum = noted.get(range.index);
    if (sum !== undefined && (await computeRangeCrc32(session, partial, range)) === sum) {
      sums[range.index] = sum;
      onBytes(range.end - range.start);
    }
  }
  const missing = [...splitIntoRanges(size)].filter(({ index }) => sums[index] === undefined);
  if (noted.size > 0) session.log('info', `${name}: going on, ${missing.length} ranges of 8 MiB are missing`);
  await forEachConcurrent(missing, CONCURRENT_RANGES, async (range) => {
    sums[range.index] = await downloadRange(session, object, partial, range);
    log.append(range.index, sums[range.index] ?? 0);
    onBytes(range.end - range.start);
  });
  return finishFile(facts, sums, partial, log, entry);
}

async function downloadRange(
  session: TransferSession,
  object: { readonly key: string; readonly etag: string },
  partial: PartialFile,
  range: FileRange,
): Promise<Crc32> {
  const release = await session.limiter.acquire(0, session.signal);
  let position = range.start;
  let sum = 0;
  try {
    const { key, etag } = object;
    await getObject(
      session.requester,
      { key, etag, range },
      {
        restart() {
          position = range.start;
          sum = 0;
        },
        write(bytes) {
          if (position + bytes.length > range.end)
            throw new FileTransferError(`${key}: the store sent more than was asked for`);
          sum = crc32(bytes, sum);
          partial.write(bytes, position);
          position += bytes.length;
        },
      },
    );
    if (position !== range.end)
      throw new FileTransferError(`${key}: the store sent less than was asked for. Fetch it again`);
    return sum;
  } finally {
    release();
  }
}

/** Puts the file in its place if its bytes are the store's. */
function finishFile(
  facts: ObjectMetadata,
  sums: readonly Crc32[],
  partial: PartialFile,
  log: RangeLog,
  { name, size }: PlannedDownload,
): DownloadedFile {
  let whole: Crc32 = 0;
  for (const { index, start, end } of splitIntoRanges(size))
    whole = combineCrc32(whole, sums[index] ?? 0, end - start);
  log.remove();
  if (facts.crc32 !== undefined && facts.crc32 !== whole) {
    partial.discard();
    throw new FileTransferError(`${name}: other bytes came than the store's checksum is of. Fetch it again`);
  }
  partial.finish(facts.fileModified ?? facts.modified);
  return { etag: facts.etag, crc32: whole, isVerified: facts.crc32 !== undefined };
}

/** The CRC32 of what the partial file holds there: a log can be right about bytes that never reached the disk. */
async function computeRangeCrc32(
  session: TransferSession,
  partial: PartialFile,
  { start, end }: FileRange,
): Promise<Crc32> {
  await turn();
  const buffer = session.buffers.acquire(end - start);
  const count = readSync(partial.descriptor, buffer, 0, buffer.length, start);
  const sum = crc32(buffer.subarray(0, count));
  session.buffers.release(buffer);
  return sum;
}
