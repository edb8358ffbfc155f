import { each } from '../flow/each.ts';
import { Meter, type ProgressOptions } from '../flow/progress.ts';
import { judgeStore, type Session, type Store } from '../flow/session.ts';
import { folderOf } from '../names.ts';
import { Records, type RunResult } from '../result.ts';
import type { PendingUpload } from '../s3/multipart.ts';
import { deleteObject } from '../s3/objects.ts';
import { LARGEST_SINGLE } from './parts.ts';
import { type PlannedDelete, type PlannedUpload, tally, type UploadPlan } from './plan.ts';
import { findPending } from './resume.ts';
import { sendLarge } from './send-large.ts';
import { sendSmall } from './send-small.ts';

/** What to tell during a run, and what to note. */
export interface RunUploadOptions extends ProgressOptions {
  /** Note each file's SHA-256 in the manifest. It costs more than sending does. */
  readonly sha256?: boolean | undefined;
}

/** Large files at once: their parts fill the connections, more files would only spread them thinner. */
const LARGE_AT_ONCE = 4;
const SMALL_AT_ONCE = 128;
const DELETES_AT_ONCE = 32;

/**
 * Does what the plan says. What befalls single files is in the result, not thrown. Objects are deleted last, and only
 * when everything before went well.
 */
export async function runUpload(
  store: Store,
  plan: UploadPlan,
  options: RunUploadOptions = {},
): Promise<RunResult> {
  const { session } = store;
  const records = new Records(session, 'upload', plan.shard);
  const isSent = ({ decision }: PlannedUpload) => decision === 'upload' || decision === 'replace';
  const sending = plan.uploads.filter(isSent);
  for (const entry of plan.uploads) if (!isSent(entry)) recordUnsent(records, entry);
  const meter = new Meter(tally(sending.map(({ file }) => file)), options);
  const small = sending.filter(({ file }) => file.size <= LARGEST_SINGLE);
  const large = sending.filter(({ file }) => file.size > LARGEST_SINGLE);
  const run: Run = { session, records, meter, withSha256: options.sha256 ?? false, failures: 0 };
  await Promise.all([
    each(small, SMALL_AT_ONCE, (entry) =>
      sendOne(run, entry, () => sendSmall(session, entry, run.withSha256)),
    ),
    sendAllLarge(run, large),
  ]);
  await deleteAll(run, plan.deletes);
  return records.close(meter.stop());
}

interface Run {
  readonly session: Session;
  readonly records: Records;
  readonly meter: Meter;
  readonly withSha256: boolean;
  failures: number;
}

async function sendAllLarge(run: Run, large: readonly PlannedUpload[]): Promise<void> {
  if (large.length === 0) return;
  const { session, withSha256 } = run;
  let pending: ReadonlyMap<string, PendingUpload[]>;
  try {
    pending = await findPending(session, folderOf(session.address));
  } catch (error) {
    judgeStore(session, error, 0);
    session.log('warning', `cannot see what an earlier run left, sending whole files: ${error}`);
    pending = new Map();
  }
  const onBytes = (bytes: number) => run.meter.bytes(bytes);
  await each(large, LARGE_AT_ONCE, (entry) => {
    const options = { withSha256, pending: pending.get(entry.key) ?? [], onBytes };
    return sendOne(run, entry, () => sendLarge(session, entry, options));
  });
}

async function sendOne(
  run: Run,
  entry: PlannedUpload,
  send: () => ReturnType<typeof sendSmall>,
): Promise<void> {
  const { name, key, file } = entry;
  const { size } = file;
  const began = performance.now();
  const startedAt = Date.now();
  try {
    const sent = await send();
    run.records.add({ name, key, size, ...sent, outcome: 'uploaded' });
    if (size <= LARGEST_SINGLE) run.meter.bytes(size);
    run.meter.file(name, size, began);
  } catch (error) {
    run.failures += 1;
    judgeStore(run.session, error, startedAt);
    run.records.failed({ name, key, size }, error);
  }
}

function recordUnsent(
  records: Records,
  { name, key, file, decision, reason, crc32, etag }: PlannedUpload,
): void {
  const outcome = decision === 'refuse' ? 'failed' : 'skipped';
  records.add({ name, key, size: file.size, crc32, etag, outcome, reason });
}

async function deleteAll(run: Run, deletes: readonly PlannedDelete[]): Promise<void> {
  const { session, records } = run;
  await each(deletes, DELETES_AT_ONCE, async (entry) => {
    if (run.failures > 0 || session.signal.aborted) {
      records.add({ ...entry, outcome: 'not-done', reason: 'nothing is deleted after a failure' });
      return;
    }
    try {
      await deleteObject(session.requester, entry.key);
      records.add({ ...entry, outcome: 'deleted' });
    } catch (error) {
      judgeStore(session, error, 0);
      records.failed(entry, error);
    }
  });
}
