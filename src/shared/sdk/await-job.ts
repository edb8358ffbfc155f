import {
  type Job,
  NotFoundError,
  type Provena,
  RequestRejectedError,
  TimedOutError,
} from '../client/index.ts';
import {
  type AwaitReport,
  awaitJobs as awaitJobsOnClock,
  type Progress,
  type AwaitOptions as WaitOptions,
} from '../jobs/await-jobs.ts';
import { createJobReader, isTransient } from '../jobs/reader.ts';

export type AwaitOptions = Omit<WaitOptions, 'clock' | 'pace'>;

/**
 * Waits for jobs and batches and reports the result of each. Failed jobs, jobs that disappear and a timeout are in
 * the report and not thrown; only an error that a retry cannot solve is thrown.
 */
export const awaitJobs: (options: AwaitOptions) => Promise<AwaitReport> = awaitJobsOnClock;

export interface AwaitJobOptions {
  readonly signal?: AbortSignal | undefined;
  /** Maximum time to wait, in milliseconds. Default 1,800,000 (30 minutes). */
  readonly timeoutMs?: number | undefined;
  /** Called after each round of polling. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

const HALF_AN_HOUR_MS = 30 * 60_000;

/** Waiting for jobs, one by one; {@link awaitJobs} waits for many, for batches and for what they launch. */
export function createAwaitMethods({ jobService }: Pick<Provena, 'jobService'>) {
  const awaitJobCompletion = async (sessionId: string, options: AwaitJobOptions = {}): Promise<Job> => {
    const { signal, onProgress, timeoutMs = HALF_AN_HOUR_MS } = options;
    const { outcome, jobs } = await awaitJobs({
      jobs: createJobReader({ jobService }),
      sessions: [sessionId],
      follow: false,
      timeoutMs,
      isTransient,
      ...(signal ? { signal } : {}),
      ...(onProgress ? { onProgress } : {}),
    });
    const status = jobs[0]?.status;
    if (jobs[0]?.state === 'missing') throw new NotFoundError(`there is no job ${sessionId}`);
    signal?.throwIfAborted();
    if (outcome === 'timeout') {
      throw new TimedOutError(
        `the job ${sessionId} has not ended within ${timeoutMs} ms; it is ${status ?? 'not listed yet'}`,
      );
    }
    return jobService.fetch(sessionId, { signal });
  };
  return {
    /**
     * Returns the job when it has ended, successfully or not.
     * @throws NotFoundError if the server has no such job of this user.
     * @throws TimedOutError if it has not ended in time; the job continues.
     */
    awaitJobCompletion,
    /**
     * Returns the job when it has succeeded.
     * @throws RequestRejectedError with the server's reason if it failed; its `partial.job` is the job.
     */
    awaitSuccessfulJobCompletion: async (sessionId: string, options?: AwaitJobOptions): Promise<Job> => {
      const job = await awaitJobCompletion(sessionId, options);
      if (job.status === 'SUCCEEDED') return job;
      const reason = job.info?.trim() || 'the server gave no reason';
      throw new RequestRejectedError(`the job ${sessionId} (${job.job_sub_type}) failed: ${reason}`, {
        partial: { job },
      });
    },
  };
}
