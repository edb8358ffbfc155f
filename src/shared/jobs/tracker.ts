import { getTextField, isMapping } from '../client/mapping.ts';
import { getContinuation } from './chain.ts';
import { isTerminal, type JobRow } from './job-row.ts';
import { getRecordIdentities, getRecordKeys } from './record-key.ts';

/**
 * State of one job. For jobs that were not requested by their session, only the handle of the result is kept: ten
 * thousand PROV documents and records would fill the memory.
 */
export interface TrackedJob {
  readonly sessionId: string;
  readonly state: JobState;
  readonly status: string | undefined;
  readonly subType: string | undefined;
  readonly batchId: string | undefined;
  readonly info: string | undefined;
  /** The name of the model run that the job is about. */
  readonly displayName: string | undefined;
  /** Idempotency key in the model run, which identifies its record in a batch. */
  readonly recordKey: string | undefined;
  /** Fingerprint of the document of the model run. */
  readonly fingerprint?: string | undefined;
  /** Jobs that this one will launch: the records of a batch that it submits. */
  readonly launchCount: number;
  readonly result: Readonly<Record<string, unknown>> | undefined;
  /** False for a job that a chain or a batch led to. */
  readonly isRequested: boolean;
}

/**
 * `unseen`: the server has no row (yet); `open`: it has one that may still change; `vanished`: the row was there and
 * is gone, or never came.
 */
export type JobState = 'unseen' | 'open' | 'succeeded' | 'failed' | 'vanished';

interface TrackedBatch {
  readonly id: string;
  size: number | undefined;
  /** Counts as complete, whatever its expected size is. */
  isClosed: boolean;
  readonly members: Set<string>;
}

/** A batch with an open member, or with members still to come. */
export interface OpenBatch {
  readonly id: string;
  readonly members: number;
  readonly isSizeKnown: boolean;
  /** Every job that it will have is known. */
  readonly isComplete: boolean;
  readonly open: ReadonlySet<string>;
}

/** A batch with missing jobs. `expected` is undefined if its size is unknown. */
export interface IncompleteBatch {
  readonly id: string;
  readonly expected: number | undefined;
  readonly found: number;
}

export interface TrackerOptions {
  readonly sessions: readonly string[];
  readonly batches: readonly string[];
  readonly follow: boolean;
  /** Jobs that count as members of their batch and are not part of the wait otherwise, unless `sessions` has them. */
  readonly superseded?: ReadonlySet<string>;
}

/** The jobs and batches of one wait with their latest known state. */
export class Tracker {
  readonly #jobs = new Map<string, TrackedJob>();
  readonly #batches = new Map<string, TrackedBatch>();
  readonly #follow: boolean;
  readonly #superseded: ReadonlySet<string>;

  constructor(options: TrackerOptions) {
    this.#follow = options.follow;
    this.#superseded = options.superseded ?? new Set();
    for (const id of options.sessions) this.#add(id, true);
    for (const id of options.batches) this.#addBatch(id, undefined);
  }

  /** Every job, in the order of discovery. */
  jobs(): TrackedJob[] {
    return [...this.#jobs.values()];
  }

  /** The ids of all batches that are part of this wait. */
  batchIds(): string[] {
    return [...this.#batches.keys()];
  }

  /** Sessions that have to be looked up one by one or in the caller's own list. */
  openSessions(): TrackedJob[] {
    return this.jobs().filter((job) => isOpen(job) && !(job.batchId && this.#batches.has(job.batchId)));
  }

  /** Batches with an open member, or with members still to come. */
  openBatches(): OpenBatch[] {
    return [...this.#batches.values()]
      .map((batch) => ({
        id: batch.id,
        members: batch.members.size,
        isComplete: isComplete(batch),
        isSizeKnown: batch.size !== undefined,
        open: this.#openMembers(batch),
      }))
      .filter((batch) => !batch.isComplete || batch.open.size > 0);
  }

  /** Jobs that are not finished, those that batches and submit jobs have yet to show included. */
  openCount(): number {
    const open = this.jobs().filter(isOpen);
    const promised = open.reduce((sum, job) => sum + job.launchCount, 0);
    const lacking = [...this.#batches.values()].reduce(
      (sum, batch) => sum + (isComplete(batch) ? 0 : Math.max(0, (batch.size ?? 0) - batch.members.size)),
      0,
    );
    return open.length + promised + lacking;
  }

  /** True if nothing can change any more. */
  isSettled(): boolean {
    return this.openBatches().length === 0 && !this.jobs().some(isOpen);
  }

  /** Adds a row. @returns true if it contains something new. */
  observe(row: JobRow): boolean {
    const before = this.#jobs.get(row.session_id);
    if (before && !isOpen(before) && before.state !== 'vanished') return false;
    const batch = row.batch_id ? this.#batches.get(row.batch_id) : undefined;
    if (!before && !batch) return false;
    batch?.members.add(row.session_id);
    if (!before && this.#superseded.has(row.session_id)) return false;
    const isRequested = before?.isRequested ?? false;
    this.#jobs.set(row.session_id, { ...toTrackedJob(row, isRequested), isRequested });
    if (this.#follow) this.#followUp(row);
    return before?.status !== row.status;
  }

  /** Ends a session that has no row. */
  markVanished(sessionId: string): void {
    const job = this.#jobs.get(sessionId);
    if (job) this.#jobs.set(sessionId, { ...job, state: 'vanished' });
  }

  /** Counts a batch as complete with the jobs that it has. */
  closeBatch(id: string): void {
    const batch = this.#batches.get(id);
    if (batch) batch.isClosed = true;
  }

  /** Batches that showed no job, or fewer than were submitted. */
  incompleteBatches(): IncompleteBatch[] {
    return [...this.#batches.values()]
      .filter((batch) => batch.isClosed && batch.members.size < (batch.size ?? 1))
      .map((batch) => ({ id: batch.id, expected: batch.size, found: batch.members.size }));
  }

  #followUp(row: JobRow): void {
    const { session, batch } = getContinuation(row);
    if (session) this.#add(session, false);
    if (batch) this.#addBatch(batch.id, batch.size);
  }

  #add(sessionId: string, isRequested: boolean): void {
    if (this.#jobs.has(sessionId)) return;
    this.#jobs.set(sessionId, { ...UNSEEN, sessionId, isRequested });
  }

  #addBatch(id: string, size: number | undefined): void {
    const known = this.#batches.get(id);
    if (known) known.size ??= size;
    else this.#batches.set(id, { id, size, isClosed: false, members: new Set() });
  }

  #openMembers(batch: TrackedBatch): Set<string> {
    return new Set([...batch.members].filter((id) => isOpen(this.#jobs.get(id))));
  }
}

const UNSEEN = {
  state: 'unseen',
  status: undefined,
  subType: undefined,
  batchId: undefined,
  info: undefined,
  displayName: undefined,
  recordKey: undefined,
  fingerprint: undefined,
  launchCount: 0,
  result: undefined,
} as const;

function isComplete(batch: TrackedBatch): boolean {
  return batch.isClosed || (batch.size !== undefined && batch.members.size >= batch.size);
}

function isOpen(job: TrackedJob | undefined): boolean {
  return job?.state === 'unseen' || job?.state === 'open';
}

function toTrackedJob(row: JobRow, isRequested: boolean): Omit<TrackedJob, 'isRequested'> {
  return {
    sessionId: row.session_id,
    state: !isTerminal(row) ? 'open' : row.status === 'SUCCEEDED' ? 'succeeded' : 'failed',
    status: row.status,
    subType: row.job_sub_type,
    batchId: row.batch_id ?? undefined,
    info: row.info ?? undefined,
    displayName: getTextField(row.payload?.['record'], 'display_name'),
    recordKey: row.payload?.['record'] ? getRecordKeys(row)[0] : undefined,
    fingerprint: row.payload?.['records'] ? undefined : getRecordIdentities(row)[0]?.fingerprint,
    launchCount: Array.isArray(row.payload?.['records']) ? row.payload['records'].length : 0,
    result: row.result ? trimResult(row.result, isRequested) : undefined,
  };
}

function trimResult(
  result: NonNullable<JobRow['result']>,
  isRequested: boolean,
): Readonly<Record<string, unknown>> {
  const record = result['record'];
  if (!isMapping(record)) return result;
  const { prov_json: _, ...rest } = record;
  return { ...result, record: isRequested ? rest : { id: record['id'] } };
}
