import { JOB_STATUSES, type Job, type JobStatus, readJob } from '../jobs/job.ts';
import { type Database, toNumber } from '../state/database.ts';

export type JobQuery = {
  status?: JobStatus | undefined;
  batch?: string | undefined;
  /** Session of the last job of the page before this one. */
  after?: string | undefined;
};
export type JobPage = {
  jobs: Job[];
  hasMore: boolean;
  /** Number of jobs of each status, in the order of the statuses. */
  counts: ReadonlyMap<JobStatus, number>;
};

const PAGE_SIZE = 50;

/** The visible jobs of a batch, or all, with their status as `readJob` reads it. Values: time, batch, batch. */
const JOBS = `SELECT *, CASE WHEN status IS NOT NULL THEN status WHEN started_ms <= now THEN 'IN_PROGRESS'
    WHEN dequeued_ms <= now THEN 'DEQUEUED' ELSE 'PENDING' END AS current
  FROM jobs, (SELECT ? AS now) WHERE appears_ms <= now AND (? IS NULL OR batch_id = ?)`;

/** One page of the jobs of a status and a batch, the newest first, and the number of jobs of each status. */
export function findJobs(db: Database, { status, batch, after }: JobQuery): JobPage {
  const now = Date.now();
  const values = [now, batch ?? null, batch ?? null];
  const counted = db.all(`SELECT current, count(*) AS count FROM (${JOBS}) GROUP BY current`, ...values);
  const known = new Map(counted.map((row) => [row['current'], toNumber(row['count'])]));
  const last = after === undefined ? undefined : db.get('SELECT * FROM jobs WHERE session_id = ?', after);
  const start = [toNumber(last?.['created_timestamp']) ?? null, toNumber(last?.['number']) ?? null] as const;
  const rows = db.all(
    `SELECT * FROM (${JOBS}) WHERE (? IS NULL OR current = ?) AND (? IS NULL OR (created_timestamp, number) < (?, ?))
     ORDER BY created_timestamp DESC, number DESC LIMIT ?`,
    ...values,
    status ?? null,
    status ?? null,
    start[0],
    ...start,
    PAGE_SIZE + 1,
  );
  return {
    jobs: rows.slice(0, PAGE_SIZE).flatMap((row) => readJob(row, now) ?? []),
    hasMore: rows.length > PAGE_SIZE,
    counts: new Map(JOB_STATUSES.map((one) => [one, known.get(one) ?? 0])),
  };
}
