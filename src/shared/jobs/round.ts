import { forEachConcurrent } from '../client/for-each-concurrent.ts';
import { EndlessListGuard } from '../client/paging.ts';
import { getContinuation } from './chain.ts';
import type { JobPage, JobReader, JobRow } from './job-row.ts';
import { Milestone } from './milestone.ts';
import type { Tracker } from './tracker.ts';

/**
 * Maximum number of rows of a page. The job table of a real instance (DynamoDB) ends a page at 1 MB, which is about 130 rows of
 * model runs, whatever the limit. A higher limit would only need more memory.
 */
const PAGE_SIZE = 500;
/** Maximum number of concurrent requests for single rows. */
const CONCURRENCY = 8;
/** From this number of sessions on, the list of the user's jobs is read instead of single rows. */
export const MIN_SESSIONS_FOR_LIST = 20;
/** From this number of batches on, the list of the user's jobs is read, which takes fewer pages than reading each batch. */
const MIN_BATCHES_FOR_LIST = 4;

export interface Round {
  /** True if something has changed since the previous round. */
  readonly hasChanged: boolean;
  /** Sessions that the server has no row for. */
  readonly missing: readonly string[];
  /** True if only the newest open job or the milestone was read, and it is still open. */
  readonly isProbe: boolean;
}

/** A round in progress. */
interface RoundContext {
  readonly tracker: Tracker;
  readonly jobs: JobReader;
  readonly signal: AbortSignal | undefined;
  /** Sessions of the rows that were read. */
  readonly sessionsRead: ReadonlySet<string>;
  readonly observe: (row: JobRow) => void;
}

export interface RoundOptions {
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether the round may first read only the newest open job. If that job is still open, the wait cannot be over, and
   * the list is not read: workers run jobs in the order in which they were launched.
   */
  readonly canProbe?: boolean;
  /** The job that such a round reads instead until it has ended. */
  readonly milestone?: Milestone;
}

/**
 * One round of polling: reads as little as needed for the state of every open job. A few are read one by one; many
 * are read from the list of the user's jobs; a batch is read by its pages.
 * @throws the error of the reader; what was read before is in the tracker.
 */
export async function pollRound(
  tracker: Tracker,
  jobs: JobReader,
  { signal, canProbe = false, milestone = new Milestone([]) }: RoundOptions = {},
): Promise<Round> {
  let hasChanged = false;
  const sessionsRead = new Set<string>();
  const observe = (row: JobRow): void => {
    sessionsRead.add(row.session_id);
    hasChanged = tracker.observe(row) || hasChanged;
  };
  const round: RoundContext = { tracker, jobs, signal, sessionsRead, observe };
  const isLong = isListNeeded(tracker);
  const probe = () =>
    milestone.isReached ? readNewest(round) : milestone.read(tracker, jobs, observe, signal);
  if (isLong && canProbe && (await probe())) return { hasChanged, missing: [], isProbe: true };
  const since = isLong ? await readUserJobs(round) : Number.POSITIVE_INFINITY;
  await readBatches(round, since);
  const missing = await readSingles(round);
  return { hasChanged, missing, isProbe: false };
}

/** Reads the newest open job, or the newest of the batch that it has launched. @returns true if that job is open */
async function readNewest({ tracker, jobs, signal, observe }: RoundContext): Promise<boolean> {
  const session = tracker.newestIfOpen();
  if (session === undefined) return false;
  const row = await jobs.fetch(session, signal);
  if (!row) return false;
  observe(row);
  if (tracker.newestIfOpen() === session) return true;
  const batch = getContinuation(row).batch;
  if (!batch) return false;
  // The times of rows have whole seconds: a job of the batch can have the same one as the job that launched it.
  tracker.resetNewest();
  const { jobs: rows } = await jobs.listBatch({ batch_id: batch.id, limit: 1 }, signal);
  rows.forEach(observe);
  return tracker.newestIfOpen() !== undefined;
}

/** True if a round reads the list of the user's jobs, or the newest job instead. */
export function isListNeeded(tracker: Tracker): boolean {
  const batches = tracker.openBatches().length;
  return batches >= MIN_BATCHES_FOR_LIST || tracker.openSessions().length + batches >= MIN_SESSIONS_FOR_LIST;
}

/** Reads the list of the user's jobs. @returns Unix seconds: all newer jobs were read. */
async function readUserJobs({ tracker, jobs, signal, sessionsRead, observe }: RoundContext): Promise<number> {
  let since = Number.POSITIVE_INFINITY;
  tracker.resetNewest();
  const pages = listPages((key) => jobs.list({ ...key, limit: PAGE_SIZE }, signal));
  const isRead = (rows: readonly JobRow[]): boolean => {
    since = rows.at(-1)?.created_timestamp ?? since;
    return tracker.isCovered(sessionsRead, since);
  };
  const isWholeList = await readPages(pages, observe, isRead, getRowLimit(tracker.openCount()));
  tracker.dropUnclaimed();
  return isWholeList ? Number.NEGATIVE_INFINITY : since;
}

/**
 * Reads the batches that the list did not cover.
 * @param since Unix seconds: the list had all newer rows.
 */
async function readBatches(
  { tracker, jobs, signal, sessionsRead, observe }: RoundContext,
  since: number,
): Promise<void> {
  for (const batch of tracker.openBatches()) {
    // Not read if the list had all of its jobs that are known to be open, and either no more are to come, or the list goes back to
    // before its launch, so that those to come have no row yet.
    const isSeen = (): boolean => [...batch.open].every((id) => sessionsRead.has(id));
    if (isSeen() && (batch.isComplete || (batch.launchedAt ?? 0) > since)) continue;
    const pages = listPages((key) =>
      jobs.listBatch({ ...key, batch_id: batch.id, limit: PAGE_SIZE }, signal),
    );
    const isRead = (): boolean => batch.isComplete && isSeen();
    await readPages(pages, observe, isRead, Number.POSITIVE_INFINITY);
  }
}

/** Reads the rows of the other open jobs one by one. @returns the sessions without a row. */
async function readSingles({
  tracker,
  jobs,
  signal,
  sessionsRead,
  observe,
}: RoundContext): Promise<string[]> {
  const missing: string[] = [];
  const unreadJobs = tracker.openSessions().filter((job) => !sessionsRead.has(job.sessionId));
  await forEachConcurrent(unreadJobs, CONCURRENCY, async ({ sessionId }) => {
    const row = await jobs.fetch(sessionId, signal);
    if (row) observe(row);
    else missing.push(sessionId);
  });
  return missing;
}

/** The list of the user's jobs is newest first and may go back for years. Open jobs that are not among its first rows are read one by one. */
function getRowLimit(open: number): number {
  return open * 2 + 250;
}

/**
 * Observes rows, newest first, until `isRead`. The oldest jobs of a batch finish first, so that open ones are on the
 * first pages, and a round costs less the fewer are left.
 * @returns true if all pages were read.
 */
async function readPages(
  pages: AsyncIterable<readonly JobRow[]>,
  observe: (row: JobRow) => void,
  isRead: (rows: readonly JobRow[]) => boolean,
  maxRows: number,
): Promise<boolean> {
  let read = 0;
  for await (const rows of pages) {
    rows.forEach(observe);
    read += rows.length;
    if (isRead(rows) || read >= maxRows) return false;
  }
  return true;
}

async function* listPages(
  read: (key: { pagination_key?: Readonly<Record<string, unknown>> }) => Promise<JobPage>,
): AsyncGenerator<readonly JobRow[]> {
  const guard = new EndlessListGuard();
  let key: Readonly<Record<string, unknown>> | undefined;
  do {
    // Not kept while the next page is read: as objects, a page takes several megabytes.
    const page: JobPage = await read(key ? { pagination_key: key } : {});
    key = page.pagination_key ?? undefined;
    if (key) guard.checkPage(page.jobs, key);
    yield page.jobs;
  } while (key);
}
