import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { type Roots, statEntry } from '../../files/safe-path.ts';
import { explainFileError } from '../errors.ts';
import { MAX_SINGLE_REQUEST_BYTES } from '../file-parts.ts';
import { sumSizes } from '../file-totals.ts';
import type { FileOutcome } from '../manifest.ts';
import { abortIfStoreUnavailable, type Store } from '../open-store.ts';
import { ProgressMeter, type ProgressOptions } from '../progress.ts';
import { filterRecords } from '../records/record-list.ts';
import { ManifestBuilder, type TransferResult } from '../transfer-result.ts';
import { downloadLargeFile } from './download-large-file.ts';
import { getPartialPath } from './partial-file.ts';
import type { DownloadDecision, DownloadPlan, PlannedDownload } from './plan-download.ts';
import { type DownloadedFile, downloadSmallFile } from './receive-object.ts';
import { TargetFolder } from './target-folder.ts';

export interface RunDownloadOptions extends ProgressOptions {
  /** Symbolic links below these folders are not followed. Default: the target. */
  readonly roots?: Roots | undefined;
}

/** A few large files use all connections, since their ranges are downloaded concurrently. */
const CONCURRENT_LARGE_FILES = 2;
/** The outcomes of files that are not downloaded. */
const OUTCOMES: Partial<Record<DownloadDecision, FileOutcome>> = { skip: 'skipped', reject: 'failed' };
/** The unit of `Stats.blocks`, on every file system. */
const BLOCK_BYTES = 512;

/**
 * Runs a download plan. Failures of single files are in the result; they are not thrown.
 * @throws FileTransferError before the download if the disk does not have enough free space.
 */
export async function runDownload(
  store: Store,
  plan: DownloadPlan,
  options: RunDownloadOptions = {},
): Promise<TransferResult> {
  const manifest = new ManifestBuilder(store, 'download', plan.shard);
  const needsDownload = ({ decision }: PlannedDownload) => OUTCOMES[decision] === undefined;
  for (const { name, object, size, decision, reason, crc32, etag = object.etag } of plan.downloads) {
    const outcome = OUTCOMES[decision];
    if (outcome) manifest.add({ name, key: object.key, size, crc32, etag, outcome, reason });
  }
  const selected = () => filterRecords(plan.downloads, needsDownload);
  const total = sumSizes(selected());
  const small = filterRecords(selected(), ({ size }) => size <= MAX_SINGLE_REQUEST_BYTES);
  const large = () => filterRecords(selected(), ({ size }) => size > MAX_SINGLE_REQUEST_BYTES);
  const target = TargetFolder.open(plan.target, options.roots ?? [plan.target]);
  await target.assertFreeSpace(total.bytes, () => sumPartialBytes(large()));
  const run: DownloadRun = { store, manifest, target, meter: new ProgressMeter(total, options) };
  await Promise.all([
    forEachConcurrent(small, store.limiter.maxSlots, (entry) =>
      downloadFile(run, entry, async () => {
        const downloaded = await downloadSmallFile(store, target, entry);
        run.meter.addBytes(entry.size);
        return downloaded;
      }),
    ),
    forEachConcurrent(large(), CONCURRENT_LARGE_FILES, (entry) =>
      downloadFile(run, entry, () =>
        downloadLargeFile(store, target, entry, (bytes, isResumed) => run.meter.addBytes(bytes, isResumed)),
      ),
    ),
  ]);
  return manifest.build(run.meter.stop());
}

/** The bytes on disk of partial files, which the download continues or replaces. */
function sumPartialBytes(downloads: Iterable<PlannedDownload>): number {
  let bytes = 0;
  for (const { path } of downloads) bytes += (statEntry(getPartialPath(path))?.blocks ?? 0) * BLOCK_BYTES;
  return bytes;
}

interface DownloadRun {
  readonly store: Store;
  readonly manifest: ManifestBuilder;
  readonly target: TargetFolder;
  readonly meter: ProgressMeter;
}

async function downloadFile(
  run: DownloadRun,
  entry: PlannedDownload,
  download: () => Promise<DownloadedFile>,
): Promise<void> {
  const { name, size, object, path } = entry;
  const meterStart = performance.now();
  const startedAt = Date.now();
  try {
    const { isVerified, ...downloaded } = await download();
    const reason = isVerified ? undefined : 'no CRC32 in the store: only the size was checked';
    run.manifest.add({ name, key: object.key, size, ...downloaded, outcome: 'downloaded', reason });
    run.meter.addFile(name, meterStart);
  } catch (error) {
    abortIfStoreUnavailable(run.store, error, startedAt);
    const file = { name, key: object.key, size };
    run.manifest.addFailure(file, explainFileError(error, path, 'cannot be written'));
  }
}
