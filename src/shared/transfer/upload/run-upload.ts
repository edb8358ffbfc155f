import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { describeFileFailure } from '../../files/write-errors.ts';
import { FileTransferError } from '../errors.ts';
import { MAX_SINGLE_REQUEST_BYTES } from '../file-parts.ts';
import { sumSizes } from '../file-totals.ts';
import { toFolderPrefix } from '../object-names.ts';
import { abortIfStoreUnavailable, type Store } from '../open-store.ts';
import { ProgressMeter, type ProgressOptions } from '../progress.ts';
import { filterRecords, mapRecords } from '../records/record-list.ts';
import type { StoredUpload } from '../s3/multipart.ts';
import { deleteObject } from '../s3/objects.ts';
import { ManifestBuilder, type TransferResult } from '../transfer-result.ts';
import { listStoredUploads } from './find-resumable-upload.ts';
import { uploadLargeFile } from './upload-large-file.ts';
import type { PlannedDelete, PlannedUpload, UploadPlan } from './upload-plan.ts';
import { type CheckpointHandler, UploadProgress } from './upload-progress.ts';
import { type UploadedFile, uploadSmallFile } from './upload-small-file.ts';

export interface RunUploadOptions extends ProgressOptions {
  /** Whether to record each file's SHA-256 in the manifest. It takes more time than the upload. */
  readonly sha256?: boolean | undefined;
  /** Called while large files are uploaded, at most once per second and never concurrently. */
  readonly onCheckpoint?: CheckpointHandler | undefined;
}

/** A few large files use all connections, since their parts are uploaded concurrently. */
const CONCURRENT_LARGE_FILES = 4;
const CONCURRENT_DELETES = 32;

/**
 * Runs an upload plan. Failures of single files are in the result; they are not thrown. Objects are deleted last, and only
 * if no file was rejected or failed.
 */
export async function runUpload(
  store: Store,
  plan: UploadPlan,
  options: RunUploadOptions = {},
): Promise<TransferResult> {
  const manifest = new ManifestBuilder(store, 'upload', plan.shard);
  const needsUpload = ({ decision }: PlannedUpload) => decision === 'upload' || decision === 'replace';
  const selected = () => filterRecords(plan.uploads, needsUpload);
  const meter = new ProgressMeter(sumSizes(mapRecords(selected(), ({ file }) => file)), options);
  const small = filterRecords(selected(), ({ file }) => file.size <= MAX_SINGLE_REQUEST_BYTES);
  const large = () => filterRecords(selected(), ({ file }) => file.size > MAX_SINGLE_REQUEST_BYTES);
  const progress = new UploadProgress(manifest, store.log, options.onCheckpoint);
  if (plan.recordedUploads.size > 0) keepRecordedUploads(progress, large(), plan.recordedUploads);
  const withSha256 = options.sha256 ?? false;
  const run: UploadRun = { store, manifest, progress, meter, withSha256, failures: 0 };
  for (const entry of plan.uploads) if (!needsUpload(entry)) recordFileWithoutUpload(run, entry);
  await Promise.all([
    forEachConcurrent(small, store.limiter.maxSlots, (entry) =>
      uploadFile(run, entry, () => uploadSmallFile(store, entry, run)),
    ),
    uploadLargeFiles(run, large(), plan.recordedUploads),
  ]);
  await progress.stop();
  await deleteObjects(run, plan.deletes);
  return manifest.build(meter.stop());
}

/**
 * Adds the uploads that earlier runs recorded to the checkpoints of this run. A checkpoint overwrites the manifest of the
 * earlier run, which would lose the uploads of files that this run has not started yet.
 */
function keepRecordedUploads(
  progress: UploadProgress,
  large: Iterable<PlannedUpload>,
  recordedUploads: UploadPlan['recordedUploads'],
): void {
  for (const entry of large) {
    const recorded = recordedUploads.get(entry.key)?.find(({ size }) => size === entry.file.size);
    if (recorded) progress.add(entry, recorded.uploadId, recorded.parts);
  }
}

interface UploadRun {
  readonly store: Store;
  readonly manifest: ManifestBuilder;
  readonly progress: UploadProgress;
  readonly meter: ProgressMeter;
  readonly withSha256: boolean;
  /** Files that were rejected or failed. */
  failures: number;
}

async function uploadLargeFiles(
  run: UploadRun,
  large: Generator<PlannedUpload>,
  recordedUploads: UploadPlan['recordedUploads'],
): Promise<void> {
  const first = large.next();
  if (first.done) return;
  const { store, progress, withSha256 } = run;
  let storedUploads: ReadonlyMap<string, StoredUpload[]>;
  try {
    storedUploads = await listStoredUploads(store, toFolderPrefix(store.address));
  } catch (error) {
    abortIfStoreUnavailable(store, error);
    store.log(
      'warning',
      `cannot list incomplete uploads in the store, so large files may start again from the beginning: ${error}`,
    );
    storedUploads = new Map();
  }
  const onBytes = (bytes: number) => run.meter.addBytes(bytes);
  await forEachConcurrent(prepend(first.value, large), CONCURRENT_LARGE_FILES, (entry) => {
    const { key } = entry;
    const candidates = { recorded: recordedUploads.get(key) ?? [], stored: storedUploads.get(key) ?? [] };
    const options = { withSha256, candidates, onBytes, progress };
    return uploadFile(run, entry, () => uploadLargeFile(store, entry, options));
  });
}

function* prepend<T>(first: T, rest: Iterable<T>): Generator<T> {
  yield first;
  yield* rest;
}

async function uploadFile(
  run: UploadRun,
  entry: PlannedUpload,
  upload: () => Promise<UploadedFile>,
): Promise<void> {
  const { name, key, file } = entry;
  const { size } = file;
  // Two clocks: the meter needs a monotonic one, and `startedAt` is compared with the time of the store's last success.
  const meterStart = performance.now();
  const startedAt = Date.now();
  try {
    const uploaded = await upload();
    run.manifest.add({ name, key, size, ...uploaded, outcome: 'uploaded' });
    if (size <= MAX_SINGLE_REQUEST_BYTES) run.meter.addBytes(size);
    run.meter.addFile(name, meterStart);
  } catch (error) {
    run.failures += 1;
    abortIfStoreUnavailable(run.store, error, startedAt);
    run.manifest.addFailure(
      { name, key, size, upload: run.progress.get(entry) },
      explainReadError(error, entry),
    );
    run.progress.remove(entry);
  }
}

/** Converts an error of the file system to one that names the file and the reason; returns any other error as it is. */
function explainReadError(error: unknown, { file }: PlannedUpload): unknown {
  const reason = describeFileFailure(error);
  return reason === undefined
    ? error
    : new FileTransferError(`${file.path} cannot be read: ${reason}`, { cause: error });
}

/**
 * Adds a file that is not uploaded to the manifest. A rejected file (too large, or unreadable) counts as a failure, so that nothing
 * is deleted.
 */
function recordFileWithoutUpload(
  run: UploadRun,
  { name, key, file, decision, reason, crc32, etag }: PlannedUpload,
): void {
  const outcome = decision === 'reject' ? 'failed' : decision === 'ignore' ? 'ignored' : 'skipped';
  if (outcome === 'failed') run.failures += 1;
  run.manifest.add({ name, key, size: file.size, crc32, etag, outcome, reason });
}

async function deleteObjects(run: UploadRun, deletes: Iterable<PlannedDelete>): Promise<void> {
  const { store, manifest } = run;
  await forEachConcurrent(deletes, CONCURRENT_DELETES, async (entry) => {
    if (run.failures > 0 || store.signal.aborted) {
      const reason = 'not deleted, because the upload was cancelled or a file failed';
      manifest.add({ ...entry, outcome: 'not-done', reason });
      return;
    }
    const startedAt = Date.now();
    try {
      await deleteObject(store.requester, entry.key);
      manifest.add({ ...entry, outcome: 'deleted' });
    } catch (error) {
      abortIfStoreUnavailable(store, error, startedAt);
      manifest.addFailure(entry, error);
    }
  });
}
