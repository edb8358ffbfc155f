import { randomUUID } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import { assertNonEmptyKey, serverError } from '../http/errors.ts';
import { removeNulls } from '../pydantic/collections.ts';
import type { Pace } from '../settings.ts';
import type { Clock } from '../state/clock.ts';
import { type Database, MAX_PAGE_SIZE, type Row, toNumber } from '../state/database.ts';
import { formatJob, type Job, type JobEnd, readJob } from './job.ts';
import { assertMessageSize } from './message-size.ts';
import type { Email } from './outbox.ts';
import { createSchedule } from './schedule.ts';
import { JOB_SUB_TYPES, type JobSubType, type JobType, type PayloadOf } from './sub-types.ts';

/** A job of a user, with the payload of its kind. `type` is the queue, if it is not that of the kind. */
export type JobRequest = {
  [S in JobSubType]: {
    username: string;
    subType: S;
    payload: PayloadOf<S>;
    batchId?: string | null;
    type?: JobType;
  };
}[JobSubType];
type PaginationKey = Record<string, unknown>;
export type JobPage = { jobs: Job[]; pagination_key: PaginationKey | null };
type JobPageText = { json: string; usernames: ReadonlySet<string> };

/** The jobs of a list: all, or those of one user or batch. */
export type JobFilter = { column: 'username' | 'batch_id'; value: string } | 'all';

/** The queues and the status table of all jobs. */
export class Jobs {
  /** Called after a job is launched, with the time at which it is due. */
  onLaunch: (dueMs: number) => void = () => {};
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #settings: Readonly<{ pace: Pace }>;

  constructor(db: Database, clock: Clock, settings: Readonly<{ pace: Pace }>) {
    this.#db = db;
    this.#clock = clock;
    this.#settings = settings;
  }

  /**
   * Queues a job. As on the server, the job API returns the job of this session id only after a short delay.
   * @throws HttpError (500) if the message is too long for the queue
   */
  launch(request: JobRequest): string {
    const { username, subType, payload, batchId = null, type = JOB_SUB_TYPES[subType].type } = request;
    const session = randomUUID();
    const stored = removeNulls({
      session_id: session,
      created_timestamp: this.#clock.seconds(),
      username,
      batch_id: batchId,
      payload,
      job_type: type,
      job_sub_type: subType,
      gsi_status: 'ok',
    });
    assertMessageSize(stored);
    const now = Date.now(); // the schedule uses the clock of the machine, not that of the sandbox
    const { pace } = this.#settings;
    const times = createSchedule(now, pace, pace === 'real' ? this.#busyUntil(type) : now);
    this.#db.run(
      `INSERT INTO jobs (session_id, created_timestamp, username, batch_id, job_type, job_sub_type, payload,
         appears_ms, dequeued_ms, started_ms, due_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      session,
      stored.created_timestamp,
      username,
      batchId,
      type,
      subType,
      JSON.stringify(stored.payload),
      times.appears,
      times.dequeued,
      times.started,
      times.finished,
    );
    this.onLaunch(times.finished);
    return session;
  }

  /** Queues the job of a user that sends an email, whose reason is the subject. */
  launchEmail(username: string, email: Omit<Email, 'reason'>): void {
    this.launch({ username, subType: 'SEND_EMAIL', payload: { ...email, reason: email.subject } });
  }

  createBatchId(): string {
    return randomUUID();
  }

  /** @throws HttpError (500) for an empty id */
  get(sessionId: string): Job | undefined {
    assertNonEmptyKey(sessionId);
    const row = this.#db.get('SELECT * FROM jobs WHERE session_id = ?', sessionId);
    return row && readJob(row, Date.now());
  }

  /** Newest first. @throws HttpError (500) for a limit below one, an empty value or a key of another list */
  page(filter: JobFilter, limit: number, key: PaginationKey | null): JobPage {
    const { rows, pagination_key } = this.#pageOfRows(filter, limit, key);
    return { jobs: rows.flatMap((row) => readJob(row, Date.now()) ?? []), pagination_key };
  }

  /** Like `page`, as JSON text, with the users of its jobs. Payloads and results are stored as JSON, and are not parsed. */
  pageText(filter: JobFilter, limit: number, key: PaginationKey | null): JobPageText {
    const { rows, pagination_key } = this.#pageOfRows(filter, limit, key);
    const jobs = rows.map((row) => formatJob(row, Date.now())).join(',');
    return {
      json: `{"jobs":[${jobs}],"pagination_key":${JSON.stringify(pagination_key)}}`,
      usernames: new Set(rows.map((row) => String(row['username']))),
    };
  }

  #pageOfRows(filter: JobFilter, limit: number, key: PaginationKey | null) {
    if (limit < 1 || limit > MAX_PAGE_SIZE)
      throw serverError(`The limit must be from 1 to ${MAX_PAGE_SIZE}.`);
    if (filter !== 'all') assertNonEmptyKey(filter.value);
    const start = key === null ? undefined : this.#readPageStart(filter, key);
    const conditions = ['appears_ms <= ?'];
    const values: SQLInputValue[] = [Date.now()];
    if (filter !== 'all') {
      conditions.push(`${filter.column} = ?`);
      values.push(filter.value);
    }
    if (start) {
      conditions.push('(created_timestamp, number) < (?, ?)');
      values.push(start.created, start.number);
    }
    const sql = `SELECT * FROM jobs WHERE ${conditions.join(' AND ')} ORDER BY created_timestamp DESC, number DESC LIMIT ?`;
    const rows = this.#db.all(sql, ...values, limit);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { rows, pagination_key: last ? createPaginationKey(filter, last) : null };
  }

  /** Checks the names of the fields of a key, and the types of the two that are used: time and session. */
  #readPageStart(filter: JobFilter, key: PaginationKey): { created: number; number: number } {
    const names = ['created_timestamp', 'session_id', filter === 'all' ? 'gsi_status' : filter.column]
      .sort()
      .join();
    const { created_timestamp: created, session_id: session } = key;
    if (
      Object.keys(key).sort().join() !== names ||
      typeof created !== 'number' ||
      !Number.isInteger(created) ||
      typeof session !== 'string'
    ) {
      throw serverError('The pagination key does not belong to this list.');
    }
    const row = this.#db.get('SELECT number FROM jobs WHERE session_id = ?', session);
    return { created, number: toNumber(row?.['number']) ?? 0 };
  }

  #busyUntil(type: string): number {
    const sql = 'SELECT max(due_ms) AS due FROM jobs WHERE job_type = ? AND due_ms IS NOT NULL';
    return toNumber(this.#db.get(sql, type)?.['due']) ?? 0;
  }

  /** Jobs that are due, in order. */
  listDue(nowMs: number, limit: number): Row[] {
    return this.#db.all('SELECT * FROM jobs WHERE due_ms <= ? ORDER BY due_ms, number LIMIT ?', nowMs, limit);
  }

  /** The time at which the next job is due, in milliseconds since 1970. */
  getNextDueTime(): number | undefined {
    return toNumber(this.#db.get('SELECT min(due_ms) AS due FROM jobs WHERE due_ms IS NOT NULL')?.['due']);
  }

  /** Writes the end of a job. */
  finish(sessionId: string, { status, info, result }: JobEnd): void {
    const json = result === null ? null : JSON.stringify(removeNulls(result));
    const sql = 'UPDATE jobs SET status = ?, info = ?, result = ?, due_ms = NULL WHERE session_id = ?';
    this.#db.run(sql, status, info, json, sessionId);
  }

  /** Leaves a job unfinished. Its row no longer changes, as after a crash of the worker. */
  abandon(sessionId: string): void {
    this.#db.run('UPDATE jobs SET due_ms = NULL WHERE session_id = ?', sessionId);
  }

  /** Hides a job. Its row stays, because the pagination key of a client can name it. */
  hide(sessionId: string): void {
    const sql = 'UPDATE jobs SET due_ms = NULL, appears_ms = ? WHERE session_id = ?';
    this.#db.run(sql, Number.MAX_SAFE_INTEGER, sessionId);
  }
}

function createPaginationKey(filter: JobFilter, row: Row): PaginationKey {
  const { session_id, created_timestamp } = row;
  const indexFields = filter === 'all' ? { gsi_status: 'ok' } : { [filter.column]: row[filter.column] };
  return { session_id, ...indexFields, created_timestamp };
}
