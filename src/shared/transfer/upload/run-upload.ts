import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { explainFileError } from '../errors.ts';
import { MAX_SINGLE_REQUEST_BYTES } from '../file-parts.ts';
import { sumSizes } from '../file-totals.ts';
import type { FileOutcome } from '../manifest.ts';
import { abortIfStoreUnavailable, type Store } from '../open-store.ts';
import { ProgressMeter, type ProgressOptions } from '../progress.ts';
import { filterRecords, mapRecords } from '../records/record-list.ts';
import { deleteObject } from '../s3/objects.ts';
import { ManifestBuilder, type TransferResult } from '../transfer-result.ts';
import { listStoredUploads } from './find-resumable-upload.ts';
import type { OtherObject, PlannedUpload, UploadDecision, UploadPlan } from './plan-upload.ts';
import { uploadLargeFile } from './upload-large-file.ts';
import { type CheckpointHandler, UploadProgress } from './upload-progress.ts';
import { type UploadedFile, uploadSmallFile } from './upload-small-file.ts';

export interface RunUploadOptions extends ProgressOptions {
  /** Called while large files are uploaded, at most once per second and never concurrently. */
  readonly onCheckpoint?: CheckpointHandler | undefined;
}

/** A few large files use all connections, since their parts are uploaded concurrently. */
const CONCURRENT_LARGE_FILES = 4;
const CONCURRENT_DELETES = 32;
/** The outcomes of files that are not uploaded. A rejected one counts as a failure, so that nothing is deleted. */
const OUTCOMES: Partial<Record<UploadDecision, FileOutcome>> = {
  skip: 'skipped',
  ignore: 'ignored',
  reject: 'failed',
};

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
  const needsUpload = ({ decision }: PlannedUpload) => OUTCOMES[decision] === undefined;
  const selected = () => filterRecords(plan.uploads, needsUpload);
  const meter = new ProgressMeter(sumSizes(mapRecords(selected(), ({ file }) => file)), options);
  const small = filterRecords(selected(), ({ file }) => file.size <= MAX_SINGLE_REQUEST_BYTES);
  const large = () => filterRecords(selected(), ({ file }) => file.size > MAX_SINGLE_REQUEST_BYTES);
  const progress = new UploadProgress(manifest, store.log, options.onCheckpoint);
  if (plan.recordedUploads.size > 0) keepRecordedUploads(progress, large(), plan.recordedUploads);
  const run: UploadRun = { store, manifest, progress, meter, withSha256: plan.withSha256 };
  for (const { name, key, file, decision, reason, crc32, sha256, etag } of plan.uploads) {
    const outcome = OUTCOMES[decision];
    if (outcome) manifest.add({ name, key, size: file.size, crc32, sha256, etag, outcome, reason });
  }
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
}

async function uploadLargeFiles(
  run: UploadRun,
  large: Iterable<PlannedUpload>,
  recordedUploads: UploadPlan['recordedUploads'],
): Promise<void> {
  const { store, progress, withSha256 } = run;
  const onBytes = (bytes: number, isResumed: boolean) => run.meter.addBytes(bytes, isResumed);
  let listing: ReturnType<typeof listStoredUploads> | undefined;
  await forEachConcurrent(large, CONCURRENT_LARGE_FILES, async (entry) => {
    const { key } = entry;
    listing ??= listStoredUploads(store);
    const stored = (await listing).get(key) ?? [];
    const candidates = { recorded: recordedUploads.get(key) ?? [], stored };
    const options = { withSha256, candidates, onBytes, progress };
    await uploadFile(run, entry, () => uploadLargeFile(store, entry, options));
  });
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
    abortIfStoreUnavailable(run.store, error, startedAt);
    const upload = run.progress.get(entry);
    run.manifest.addFailure(
      { name, key, size, upload },
      explainFileError(error, file.path, 'cannot be read'),
    );
    run.progress.remove(entry);
  }
}

async function deleteObjects(run: UploadRun, deletes: Iterable<OtherObject>): Promise<void> {
  const { store, manifest } = run;
  const isIncomplete = manifest.incompleteCount > 0;
  await forEachConcurrent(deletes, CONCURRENT_DELETES, async (entry) => {
    if (isIncomplete || store.signal.aborted) {
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
