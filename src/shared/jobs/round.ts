import type { JobPage, JobReader, JobRow } from './job-row.ts';
import type { Tracker } from './tracker.ts';

/** Rows asked for in one page. A page of the real table ends at 1 MB, which is some 130 rows of model runs. */
const PAGE = 100;
/** Requests for single rows under way at once. */
const AT_ONCE = 8;
/** From this many open sessions on, the caller's own list is read instead of one row after the other. */
const LIST_FROM = 20;

export interface Round {
  /** Something is different from the round before. */
  readonly moved: boolean;
  /** Sessions that the server has no row for. */
  readonly missing: readonly string[];
}

/**
 * One round of polling: reads as little as tells the state of every open job.
 * @throws whatever the reader throws; what was read until then is in the tracker.
 */
export async function pollRound(
  tracker: Tracker,
  jobs: JobReader,
  signal: AbortSignal | undefined,
): Promise<Round> {
  let moved = false;
  const seen = new Set<string>();
  const observe = (row: JobRow): void => {
    seen.add(row.session_id);
    moved = tracker.observe(row) || moved;
  };
  for (const batch of tracker.openBatches()) {
    const pages = pagesOf((key) => jobs.listBatch({ ...key, batch_id: batch.id, limit: PAGE }, signal));
    await readUntilSeen(pages, observe, batch.whole ? batch.open : undefined);
  }
  const open = tracker.openSessions().map((job) => job.sessionId);
  if (open.length >= LIST_FROM) {
    const pages = pagesOf((key) => jobs.list({ ...key, limit: PAGE }, signal));
    await readUntilSeen(pages, observe, new Set(open), pageBudget(open.length));
  }
  const missing: string[] = [];
  await inParallel(
    open.filter((id) => !seen.has(id)),
    async (id) => {
      const row = await jobs.fetch(id, signal);
      if (row) observe(row);
      else missing.push(id);
    },
  );
  return { moved, missing };
}

/** The caller's list may hold years of jobs below the ones waited for; those not met early are fetched one by one. */
function pageBudget(open: number): number {
  return Math.ceil(open / PAGE) * 2 + 1;
}

/**
 * Observes rows, newest first, until every id of `wanted` was met. The oldest jobs of a batch end first, so that what
 * is open stands on the first pages. Without `wanted`, reads everything.
 */
async function readUntilSeen(
  pages: AsyncIterable<readonly JobRow[]>,
  observe: (row: JobRow) => void,
  wanted: ReadonlySet<string> | undefined,
  budget = Number.POSITIVE_INFINITY,
): Promise<void> {
  const remaining = wanted && new Set(wanted);
  let read = 0;
  for await (const rows of pages) {
    for (const row of rows) {
      observe(row);
      remaining?.delete(row.session_id);
    }
    read++;
    if (remaining?.size === 0 || read >= budget) return;
  }
}

async function* pagesOf(
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

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}
