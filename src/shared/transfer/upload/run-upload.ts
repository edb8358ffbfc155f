import { toFolderPrefix } from '../object-names.ts';
import type { PendingUpload } from '../s3/multipart.ts';
import { deleteObject } from '../s3/objects.ts';
import { forEachConcurrent } from '../session/for-each-concurrent.ts';
import { ProgressMeter, type ProgressOptions } from '../session/progress.ts';
import { abortIfStoreUnavailable, type Store, type TransferSession } from '../session/session.ts';
import { ManifestBuilder, type TransferResult } from '../transfer-result.ts';
import { MAX_SINGLE_REQUEST_BYTES } from './file-parts.ts';
import { findPendingUploads } from './find-resumable-upload.ts';
import { uploadLargeFile } from './upload-large-file.ts';
import { type PlannedDelete, type PlannedUpload, sumSizes, type UploadPlan } from './upload-plan.ts';
import { uploadSmallFile } from './upload-small-file.ts';

/** What to tell during a run, and what to note. */
export interface RunUploadOptions extends ProgressOptions {
  /** Note each file's SHA-256 in the manifest. It costs more than sending does. */
  readonly sha256?: boolean | undefined;
}

/** Large files at once: their parts fill the connections, more files would only spread them thinner. */
const CONCURRENT_LARGE_FILES = 4;
const CONCURRENT_SMALL_FILES = 128;
const CONCURRENT_DELETES = 32;

/**
 * Does what the plan says. What befalls single files is in the result, not thrown. Objects are deleted last, and only
 * when everything before went well.
 */
export async function runUpload(
  store: Store,
  plan: UploadPlan,
  options: RunUploadOptions = {},
): Promise<TransferResult> {
  const { session } = store;
  const records = new ManifestBuilder(session, 'upload', plan.shard);
  const isSent = ({ decision }: PlannedUpload) => decision === 'upload' || decision === 'replace';
  const sending = plan.uploads.filter(isSent);
  for (const entry of plan.uploads) if (!isSent(entry)) addUnsentFile(records, entry);
  const meter = new ProgressMeter(sumSizes(sending.map(({ file }) => file)), options);
  const small = sending.filter(({ file }) => file.size <= MAX_SINGLE_REQUEST_BYTES);
  const large = sending.filter(({ file }) => file.size > MAX_SINGLE_REQUEST_BYTES);
  const run: UploadRun = { session, records, meter, withSha256: options.sha256 ?? false, failures: 0 };
  await Promise.all([
    forEachConcurrent(small, CONCURRENT_SMALL_FILES, (entry) =>
      uploadFile(run, entry, () => uploadSmallFile(session, entry, run.withSha256)),
    ),
    uploadLargeFiles(run, large),
  ]);
  await deleteObjects(run, plan.deletes);
  return records.build(meter.stop());
}

interface UploadRun {
  readonly session: TransferSession;
  readonly records: ManifestBuilder;
  readonly meter: ProgressMeter;
  readonly withSha256: boolean;
  failures: number;
}

async function uploadLargeFiles(run: UploadRun, large: readonly PlannedUpload[]): Promise<void> {
  if (large.length === 0) return;
  const { session, withSha256 } = run;
  let pending: ReadonlyMap<string, PendingUpload[]>;
  try {
    pending = await findPendingUploads(session, toFolderPrefix(session.address));
  } catch (error) {
    abortIfStoreUnavailable(session, error, 0);
    session.log('warning', `cannot see what an earlier run left, sending whole files: ${error}`);
    pending = new Map();
  }
  const onBytes = (bytes: number) => run.meter.addBytes(bytes);
  await forEachConcurrent(large, CONCURRENT_LARGE_FILES, (entry) => {
    const options = { withSha256, pending: pending.get(entry.key) ?? [], onBytes };
    return uploadFile(run, entry, () => uploadLargeFile(session, entry, options));
  });
}

async function uploadFile(
  run: UploadRun,
  entry: PlannedUpload,
  send: () => ReturnType<typeof uploadSmallFile>,
): Promise<void> {
  const { name, key, file } = entry;
  const { size } = file;
  const began = performance.now();
  const startedAt = Date.now();
  try {
    const sent = await send();
    run.records.add({ name, key, size, ...sent, outcome: 'uploaded' });
    if (size <= MAX_SINGLE_REQUEST_BYTES) run.meter.addBytes(size);
    run.meter.addFile(name, size, began);
  } catch (error) {
    run.failures += 1;
    abortIfStoreUnavailable(run.session, error, startedAt);
    run.records.addFailure({ name, key, size }, error);
  }
}

function addUnsentFile(
  records: ManifestBuilder,
  { name, key, file, decision, reason, crc32, etag }: PlannedUpload,
): void {
  const outcome = decision === 'refuse' ? 'failed' : 'skipped';
  records.add({ name, key, size: file.size, crc32, etag, outcome, reason });
}

async function deleteObjects(run: UploadRun, deletes: readonly PlannedDelete[]): Promise<void> {
  const { session, records } = run;
  await forEachConcurrent(deletes, CONCURRENT_DELETES, async (entry) => {
    if (run.failures > 0 || session.signal.aborted) {
      records.add({ ...entry, outcome: 'not-done', reason: 'nothing is deleted after a failure' });
      return;
    }
    try {
      await deleteObject(session.requester, entry.key);
      records.add({ ...entry, outcome: 'deleted' });
    } catch (error) {
      abortIfStoreUnavailable(session, error, 0);
      records.addFailure(entry, error);
    }
  });
}
