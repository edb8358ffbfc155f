import { type Continuation, getContinuation } from './chain.ts';
import type { JobRow } from './job-row.ts';
import { type IncompleteBatch, TrackedBatch } from './tracked-batch.ts';
import { createUnlistedJob, isOpen, type TrackedJob, toTrackedJob } from './tracked-job.ts';

/** The jobs of a wait. */
export interface TrackerOptions {
  readonly sessions?: readonly string[] | undefined;
  readonly batches?: readonly string[] | undefined;
  /**
   * Sessions of failed jobs that do not count, unless `sessions` has them: another job replaced them, or their run is in
   * the graph. They are members of their batch.
   */
  readonly ignored?: ReadonlySet<string> | undefined;
  /**
   * Total number of jobs, if it is known, including those that the given jobs launch. Set it only if `sessions` were launched
   * just now, in this order.
   */
  readonly expectedCount?: number | undefined;
  /** Also waits for what the jobs launch: the second job of a new item, the jobs of a batch. */
  readonly follow: boolean;
}

/** The part of a row that the tracker keeps. */
interface ObservedRow {
  readonly job: TrackedJob;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly continuation: Continuation;
}

/** The jobs and batches of one wait with their latest known state. */
export class Tracker {
  readonly #jobs = new Map<string, TrackedJob>();
  readonly #batches = new Map<string, TrackedBatch>();
  /** Sessions of the open jobs, so that a round does not visit ten thousand finished ones. */
  readonly #open = new Set<string>();
  /** The newest open job among the rows that were read. */
  #newest: { readonly sessionId: string; readonly createdAt: number } | undefined;
  readonly #unclaimed = new Map<string, ObservedRow[]>();
  /** Texts that many rows have: each is kept once. */
  readonly #texts = new Map<string, string>();
  readonly #follow: boolean;
  readonly #ignored: ReadonlySet<string>;
  readonly #expectedCount: number;

  constructor({ sessions = [], batches = [], ignored, expectedCount, follow }: TrackerOptions) {
    this.#follow = follow;
    this.#ignored = ignored ?? new Set();
    this.#expectedCount = expectedCount ?? 0;
    for (const id of sessions) this.#add(id, true);
    for (const id of batches) this.#addBatch(id, undefined, undefined);
  }

  /** All jobs of the wait, in the order in which they were added. */
  jobs(): TrackedJob[] {
    return [...this.#jobs.values()];
  }

  batchIds(): string[] {
    return [...this.#batches.keys()];
  }

  /** Open jobs outside of the batches of this wait: they are read one by one, or from the list of the user's jobs. */
  openSessions(): TrackedJob[] {
    return this.#openJobs().filter((job) => !(job.batchId && this.#batches.has(job.batchId)));
  }

  /** Batches with an open member, or with members still to come. */
  openBatches(): TrackedBatch[] {
    return [...this.#batches.values()].filter(({ isOpen }) => isOpen);
  }

  /** Jobs that are not finished, those that batches and submit jobs have yet to show included. */
  openCount(): number {
    const open = this.#openJobs();
    const promised = open.reduce((sum, job) => sum + job.launchCount, 0);
    const lacking = [...this.#batches.values()].reduce((sum, batch) => sum + batch.lackingCount, 0);
    // Nothing is known about what a session without a row launches.
    const unknown = open.some(({ state }) => state === 'unlisted')
      ? this.#expectedCount - this.#jobs.size
      : 0;
    return open.length + Math.max(promised + lacking, unknown);
  }

  /**
   * True when a round has read every job that may have changed.
   * @param sessionsRead sessions of the rows that it has read.
   * @param since Unix seconds: it has read all rows that are newer.
   */
  isCovered(sessionsRead: ReadonlySet<string>, since: number): boolean {
    for (const id of this.#open) if (!sessionsRead.has(id)) return false;
    return this.#batches.values().every((batch) => batch.isComplete || (batch.launchedAt ?? 0) > since);
  }

  /** True if nothing can change any longer. */
  hasEnded(): boolean {
    return this.#open.size === 0 && this.#batches.values().every(({ isComplete }) => isComplete);
  }

  /**
   * The session of the newest job among the rows that were read since {@link resetNewest}, if it is still open and every job has
   * a row.
   */
  newestIfOpen(): string | undefined {
    const id = this.#newest?.sessionId;
    if (id === undefined || !this.#open.has(id) || this.#openJobs().some(({ state }) => state === 'unlisted'))
      return undefined;
    return id;
  }

  /** Resets the newest job, before a list is read. */
  resetNewest(): void {
    this.#newest = undefined;
  }

  /** Adds a row. @returns true if it contains something new. */
  observe(row: JobRow): boolean {
    const before = this.#jobs.get(row.session_id);
    if (before && !isOpen(before) && before.state !== 'missing') return false;
    const batch = row.batch_id ? this.#batches.get(row.batch_id) : undefined;
    if (!before && !batch) {
      this.#keepUnclaimed(row);
      return false;
    }
    const entry = this.#toEntry(row, before?.isRequested ?? false);
    if (batch) this.#addMember(batch, entry);
    else this.#accept(entry);
    return (before !== undefined || !this.#ignored.has(row.session_id)) && before?.status !== row.status;
  }

  /**
   * Drops the rows of batches that no job of this wait has launched. Lists are newest first, so the jobs of a batch come
   * before the job that launched it; until then they are kept.
   */
  dropUnclaimed(): void {
    this.#unclaimed.clear();
  }

  markMissing(sessionId: string): void {
    const job = this.#jobs.get(sessionId);
    if (job) this.#set({ ...job, state: 'missing' });
  }

  /** Counts a batch as complete with the jobs that it has. */
  markBatchComplete(id: string): void {
    this.#batches.get(id)?.markComplete();
  }

  /** Batches that were marked as complete with no job, or fewer than were submitted. */
  incompleteBatches(): IncompleteBatch[] {
    return [...this.#batches.values()].flatMap((batch) => batch.describeIncomplete() ?? []);
  }

  #openJobs(): TrackedJob[] {
    return [...this.#open].flatMap((id) => this.#jobs.get(id) ?? []);
  }

  #toEntry(row: JobRow, isRequested: boolean): ObservedRow {
    const job = toTrackedJob(row, isRequested);
    const [status, subType, batchId] = [job.status, job.subType, job.batchId].map((text) =>
      this.#share(text),
    );
    const continuation = getContinuation(row);
    return { job: { ...job, status, subType, batchId }, createdAt: row.created_timestamp, continuation };
  }

  #share(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #keepUnclaimed(row: JobRow): void {
    if (!this.#follow || !row.batch_id) return;
    const rows = this.#unclaimed.get(row.batch_id) ?? [];
    rows.push(this.#toEntry(row, false));
    this.#unclaimed.set(row.batch_id, rows);
  }

  #addMember(batch: TrackedBatch, entry: ObservedRow): void {
    const id = entry.job.sessionId;
    batch.add(id);
    if (this.#ignored.has(id) && !this.#jobs.has(id)) return;
    this.#accept(entry);
  }

  #accept({ job, createdAt, continuation: { session, batch } }: ObservedRow): void {
    this.#set(job);
    // Lists are newest first, so that the first of equal rows is the newest.
    if (isOpen(job) && createdAt > (this.#newest?.createdAt ?? Number.NEGATIVE_INFINITY))
      this.#newest = { sessionId: job.sessionId, createdAt };
    if (!this.#follow) return;
    if (session) this.#add(session, false);
    if (batch) this.#addBatch(batch.id, batch.size, createdAt);
  }

  #add(sessionId: string, isRequested: boolean): void {
    if (!this.#jobs.has(sessionId)) this.#set(createUnlistedJob(sessionId, isRequested));
  }

  #addBatch(id: string, size: number | undefined, launchedAt: number | undefined): void {
    const known = this.#batches.get(id);
    const batch = known ?? new TrackedBatch(id);
    batch.addFacts(size, launchedAt);
    if (known) return;
    this.#batches.set(id, batch);
    for (const entry of this.#unclaimed.get(id) ?? []) this.#addMember(batch, entry);
    this.#unclaimed.delete(id);
  }

  #set(job: TrackedJob): void {
    const batch = job.batchId ? this.#batches.get(job.batchId) : undefined;
    this.#jobs.set(job.sessionId, job);
    if (isOpen(job)) {
      this.#open.add(job.sessionId);
      batch?.markOpen(job.sessionId);
    } else {
      this.#open.delete(job.sessionId);
      batch?.markFinished(job.sessionId);
    }
  }
}
