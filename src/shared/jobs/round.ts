import { forEachConcurrent } from '../client/for-each-concurrent.ts';
import type { JobPage, JobReader, JobRow } from './job-row.ts';
import type { Tracker } from './tracker.ts';

/** Page size. A page of the real table ends at 1 MB, which is about 130 rows of model runs. */
const PAGE_SIZE = 250;
/** Maximum number of concurrent requests for single rows. */
const CONCURRENCY = 8;
/** From this number of sessions on, the caller's own list is read instead of single rows. */
const MIN_SWEEP_SIZE = 20;

export interface Round {
  /** True if something has changed since the previous round. */
  readonly hasChanged: boolean;
  /** Sessions that the server has no row for. */
  readonly missing: readonly string[];
}

/**
 * One round of polling: reads as little as needed for the state of every open job. A few are read one by one; many
 * are read from the caller's own list; a batch is read by its pages.
 * @throws the error of the reader; what was read before is in the tracker.
 */
export async function pollRound(
  tracker: Tracker,
  jobs: JobReader,
  signal: AbortSignal | undefined,
): Promise<Round> {
  let hasChanged = false;
  const seen = new Set<string>();
  const observe = (row: JobRow): void => {
    seen.add(row.session_id);
    hasChanged = tracker.observe(row) || hasChanged;
  };
  if (tracker.openSessions().length + tracker.openBatches().length >= MIN_SWEEP_SIZE) {
    const pages = listPages((key) => jobs.list({ ...key, limit: PAGE_SIZE }, signal));
    await readPages(pages, observe, () => isAllSeen(tracker, seen), getPageLimit(tracker.openCount()));
  }
  for (const batch of tracker.openBatches()) {
    if (batch.isComplete && [...batch.open].every((id) => seen.has(id))) continue;
    const pages = listPages((key) =>
      jobs.listBatch({ ...key, batch_id: batch.id, limit: PAGE_SIZE }, signal),
    );
    const isRead = (): boolean => batch.isComplete && [...batch.open].every((id) => seen.has(id));
    await readPages(pages, observe, isRead, Number.POSITIVE_INFINITY);
  }
  const missing: string[] = [];
  const unseen = tracker.openSessions().filter((job) => !seen.has(job.sessionId));
  await forEachConcurrent(unseen, CONCURRENCY, async ({ sessionId }) => {
    const row = await jobs.fetch(sessionId, signal);
    if (row) observe(row);
    else missing.push(sessionId);
  });
  return { hasChanged, missing };
}

/** The caller's list may have years of jobs after the open ones; those that are not found early are read one by one. */
function getPageLimit(open: number): number {
  return Math.ceil(open / PAGE_SIZE) * 2 + 1;
}

/** Every job that may have changed was met in this round, and no batch lacks any. */
function isAllSeen(tracker: Tracker, seen: ReadonlySet<string>): boolean {
  return (
    tracker.openSessions().every((job) => seen.has(job.sessionId)) &&
    tracker.openBatches().every((batch) => batch.isComplete && [...batch.open].every((id) => seen.has(id)))
  );
}

/**
 * Observes rows, newest first, until `isRead`. The oldest jobs of a batch finish first, so that open ones are on the
 * first pages, and a round costs less the fewer are left.
 */
async function readPages(
  pages: AsyncIterable<readonly JobRow[]>,
  observe: (row: JobRow) => void,
  isRead: () => boolean,
  budget: number,
): Promise<void> {
  let read = 0;
  for await (const rows of pages) {
    rows.forEach(observe);
    read++;
    if (isRead() || read >= budget) return;
  }
}

async function* listPages(
  read: (key: { pagination_key?: Readonly<Record<string, unknown>> }) => Promise<JobPage>,
): AsyncGenerator<readonly JobRow[]> {
  let page = await read({});
  yield page.jobs;
  let previous = '';
  while (page.pagination_key) {
    const key = JSON.stringify(page.pagination_key);
    if (key === previous) throw new Error('the job list came back with the same pagination key twice');
    previous = key;
    page = await read({ pagination_key: page.pagination_key });
    yield page.jobs;
  }
}
