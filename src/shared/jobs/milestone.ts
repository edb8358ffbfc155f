import { getContinuation } from './chain.ts';
import { isFinished, type JobReader, type JobRow } from './job-row.ts';
import type { Tracker } from './tracker.ts';

/** The part of the jobs that workers have finished at the milestone. */
const SHARE = 0.7;

/** Lower bound of the time that a worker needs for one job. The sandbox needs 0.4 ms at pace `instant`. */
const MIN_JOB_MS = 0.1;
const MAX_DELAY_MS = 1000;

/**
 * One job of a long list of submit jobs. Workers run jobs in the order of their launch, so that its batch shows when most jobs
 * are done. Until then, the list of jobs need not be read; after it, few pages are left for the end.
 */
export class Milestone {
  #session: string | undefined;
  #batch: string | undefined;

  /** @param sessions submit jobs in the order of their launch. */
  constructor(sessions: readonly string[]) {
    this.#session = sessions[Math.floor(sessions.length * SHARE)];
  }

  /**
   * Reads the job, or the newest of its batch.
   * @returns true while it is open; false once it has ended, or is no longer waited for because it has no row.
   */
  async read(
    tracker: Tracker,
    jobs: JobReader,
    observe: (row: JobRow) => void,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const session = this.#session;
    if (session === undefined) return false;
    if (this.#batch === undefined) {
      const row = await jobs.fetch(session, signal);
      // The launch responds before the row is written.
      if (!row) return this.#keepIf(tracker.openSessions().some(({ sessionId }) => sessionId === session));
      observe(row);
      if (!isFinished(row)) return true;
      this.#batch = getContinuation(row).batch?.id;
    }
    if (this.#batch !== undefined) {
      const { jobs: rows } = await jobs.listBatch({ batch_id: this.#batch, limit: 1 }, signal);
      rows.forEach(observe);
      if (rows.some((row) => !isFinished(row))) return true;
      if (rows.length === 0) return this.#keepIf(tracker.openBatches().some(({ id }) => id === this.#batch));
    }
    return this.#keepIf(false);
  }

  #keepIf(isOpen: boolean): boolean {
    if (!isOpen) this.#session = undefined;
    return isOpen;
  }

  /** Minimum milliseconds before it is read again, by the number of open jobs; 0 once it was reached. */
  getMinDelay(open: number): number {
    return this.isReached ? 0 : Math.min(open * MIN_JOB_MS, MAX_DELAY_MS);
  }

  /** True once it was reached, or if there is none. */
  get isReached(): boolean {
    return this.#session === undefined;
  }
}
