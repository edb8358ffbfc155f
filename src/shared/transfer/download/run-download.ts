import { forEachConcurrent } from '../session/for-each-concurrent.ts';
import { ProgressMeter, type ProgressOptions } from '../session/progress.ts';
import { abortIfStoreUnavailable, type Store, type TransferSession } from '../session/session.ts';
import { ManifestBuilder, type TransferResult } from '../transfer-result.ts';
import { sumSizes } from '../upload/upload-plan.ts';
import { downloadLargeFile } from './download-large-file.ts';
import { downloadSmallFile } from './download-small-file.ts';
import type { DownloadedFile } from './downloaded-file.ts';
import { MAX_SINGLE_REQUEST_BYTES } from './file-ranges.ts';
import type { DownloadPlan, PlannedDownload } from './plan-download.ts';
import { TargetFolder } from './target-folder.ts';

/** Large files at once; their ranges fill the connections. */
const CONCURRENT_LARGE_FILES = 2;
const CONCURRENT_SMALL_FILES = 128;

/**
 * Does what the plan says. What befalls single files is in the result, not thrown. Rejects with a FileProblem, before
 * anything is fetched, when the disk has no room for it all.
 */
export async function runDownload(
  store: Store,
  plan: DownloadPlan,
  options: ProgressOptions = {},
): Promise<TransferResult> {
  const { session } = store;
  const records = new ManifestBuilder(session, 'download', plan.shard);
  const isFetched = ({ decision }: PlannedDownload) => decision === 'download' || decision === 'replace';
  const fetching = plan.downloads.filter(isFetched);
  for (const entry of plan.downloads) if (!isFetched(entry)) addUnfetchedFile(records, entry);
  const total = sumSizes(fetching);
  const target = await TargetFolder.open(plan.target);
  await target.assertFreeSpace(total.bytes);
  const run: DownloadRun = { session, records, target, meter: new ProgressMeter(total, options) };
  const small = fetching.filter(({ size }) => size <= MAX_SINGLE_REQUEST_BYTES);
  const large = fetching.filter(({ size }) => size > MAX_SINGLE_REQUEST_BYTES);
  await Promise.all([
    forEachConcurrent(small, CONCURRENT_SMALL_FILES, (entry) =>
      downloadFile(run, entry, async () => {
        const fetched = await downloadSmallFile(session, entry);
        run.meter.addBytes(entry.size);
        return fetched;
      }),
    ),
    forEachConcurrent(large, CONCURRENT_LARGE_FILES, (entry) =>
      downloadFile(run, entry, () => downloadLargeFile(session, entry, (bytes) => run.meter.addBytes(bytes))),
    ),
  ]);
  return records.build(run.meter.stop());
}

interface DownloadRun {
  readonly session: TransferSession;
  readonly records: ManifestBuilder;
  readonly target: TargetFolder;
  readonly meter: ProgressMeter;
}

async function downloadFile(
  run: DownloadRun,
  entry: PlannedDownload,
  fetch: () => Promise<DownloadedFile>,
): Promise<void> {
  const { name, size, object, path } = entry;
  const began = performance.now();
  const startedAt = Date.now();
  try {
    run.target.createParentFolder(path);
    const { isVerified, ...fetched } = await fetch();
    const reason = isVerified ? undefined : 'the store has no CRC32 of it: only its size was checked';
    run.records.add({ name, key: object.key, size, ...fetched, outcome: 'downloaded', reason });
    run.meter.addFile(name, size, began);
  } catch (error) {
    abortIfStoreUnavailable(run.session, error, startedAt);
    run.records.addFailure({ name, key: object.key, size }, error);
  }
}

function addUnfetchedFile(
  records: ManifestBuilder,
  { name, object, size, decision, reason }: PlannedDownload,
): void {
  const outcome = decision === 'refuse' ? 'failed' : 'skipped';
  records.add({ name, key: object.key, size, etag: object.etag, outcome, reason });
}
