import { getContinuation } from './chain.ts';
import { isFinished, type JobReader, type JobRow } from './job-row.ts';

/** The part of the jobs that workers have finished at the milestone. */
const SHARE = 0.7;

/** Workers need longer for each job. At its instant pace, the sandbox takes 0.4 ms. */
const MIN_JOB_MS = 0.1;
const MAX_DELAY_MS = 1000;

/**
 * One job of a long list of submit jobs, whose batch shows when most jobs are done: workers run jobs in the order of their launch.
 * Until then, the list of jobs needs not be read, and after it, few pages are left for the end.
 */
export class Milestone {
  #session: string | undefined;
  #batch: string | undefined;

  /** @param sessions submit jobs in the order of their launch. */
  constructor(sessions: readonly string[]) {
    this.#session = sessions[Math.floor(sessions.length * SHARE)];
  }

  /** Reads the job, or the newest of its batch. @returns true while it is open; false once it was reached. */
  async isAhead(
    jobs: JobReader,
    observe: (row: JobRow) => void,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (this.#session === undefined) return false;
    if (this.#batch === undefined) {
      const row = await jobs.fetch(this.#session, signal);
      // The launch responds before the row is written.
      if (!row) return true;
      observe(row);
      if (!isFinished(row)) return true;
      this.#batch = getContinuation(row).batch?.id;
    }
    if (this.#batch !== undefined) {
      const { jobs: rows } = await jobs.listBatch({ batch_id: this.#batch, limit: 1 }, signal);
      rows.forEach(observe);
      if (rows.length === 0 || rows.some((row) => !isFinished(row))) return true;
    }
    this.#session = undefined;
    return false;
  }

  /** Milliseconds within which so many open jobs do not get far, up to a second; 0 once it was reached. */
  getMinDelay(open: number): number {
    return this.isReached ? 0 : Math.min(open * MIN_JOB_MS, MAX_DELAY_MS);
  }

  /** True once it was reached, or if there is none. */
  get isReached(): boolean {
    return this.#session === undefined;
  }
}
