import { each } from '../flow/each.ts';
import { Meter, type ProgressOptions } from '../flow/progress.ts';
import { judgeStore, type Session, type Store } from '../flow/session.ts';
import { Records, type RunResult } from '../result.ts';
import { tally } from '../upload/plan.ts';
import { fetchLarge } from './fetch-large.ts';
import { fetchSmall } from './fetch-small.ts';
import type { Fetched } from './fetched.ts';
import type { DownloadPlan, PlannedDownload } from './plan-download.ts';
import { LARGEST_WHOLE } from './ranges.ts';
import { TargetFolder } from './target-folder.ts';

/** Large files at once; their ranges fill the connections. */
const LARGE_AT_ONCE = 2;
const SMALL_AT_ONCE = 128;

/**
 * Does what the plan says. What befalls single files is in the result, not thrown. Rejects with a FileProblem, before
 * anything is fetched, when the disk has no room for it all.
 */
export async function runDownload(
  store: Store,
  plan: DownloadPlan,
  options: ProgressOptions = {},
): Promise<RunResult> {
  const { session } = store;
  const records = new Records(session, 'download', plan.shard);
  const isFetched = ({ decision }: PlannedDownload) => decision === 'download' || decision === 'replace';
  const fetching = plan.downloads.filter(isFetched);
  for (const entry of plan.downloads) if (!isFetched(entry)) recordUnfetched(records, entry);
  const total = tally(fetching);
  const target = await TargetFolder.open(plan.target);
  await target.demandRoom(total.bytes);
  const run: Run = { session, records, target, meter: new Meter(total, options) };
  const small = fetching.filter(({ size }) => size <= LARGEST_WHOLE);
  const large = fetching.filter(({ size }) => size > LARGEST_WHOLE);
  await Promise.all([
    each(small, SMALL_AT_ONCE, (entry) =>
      fetchOne(run, entry, async () => {
        const fetched = await fetchSmall(session, entry);
        run.meter.bytes(entry.size);
        return fetched;
      }),
    ),
    each(large, LARGE_AT_ONCE, (entry) =>
      fetchOne(run, entry, () => fetchLarge(session, entry, (bytes) => run.meter.bytes(bytes))),
    ),
  ]);
  return records.close(run.meter.stop());
}

interface Run {
  readonly session: Session;
  readonly records: Records;
  readonly target: TargetFolder;
  readonly meter: Meter;
}

async function fetchOne(run: Run, entry: PlannedDownload, fetch: () => Promise<Fetched>): Promise<void> {
  const { name, size, object, path } = entry;
  const began = performance.now();
  const startedAt = Date.now();
  try {
    run.target.prepare(path);
    const { isVerified, ...fetched } = await fetch();
    const reason = isVerified ? undefined : 'the store has no CRC32 of it: only its size was checked';
    run.records.add({ name, key: object.key, size, ...fetched, outcome: 'downloaded', reason });
    run.meter.file(name, size, began);
  } catch (error) {
    judgeStore(run.session, error, startedAt);
    run.records.failed({ name, key: object.key, size }, error);
  }
}

function recordUnfetched(records: Records, { name, object, size, decision, reason }: PlannedDownload): void {
  const outcome = decision === 'refuse' ? 'failed' : 'skipped';
  records.add({ name, key: object.key, size, etag: object.etag, outcome, reason });
}
