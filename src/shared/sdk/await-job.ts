import { parseTimeLimit } from '../client/http/time-limit.ts';
import {
  AbortedError,
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

const HALF_AN_HOUR_MS = 30 * 60_000;

export interface AwaitOptions extends Omit<WaitOptions, 'clock' | 'timeoutMs' | 'isTransient'> {
  /** Milliseconds after which waiting ends in any state. Default 1,800,000 (30 minutes). */
  readonly timeoutMs?: number | undefined;
  /** True for errors that a retry may solve; other errors end the wait. Default: a ProvenaError of the
   * family `unavailable` or `timedOut`. */
  readonly isTransient?: ((error: unknown) => boolean) | undefined;
}

/**
 * Waits for jobs and batches and reports the result of each. Failed jobs, jobs that disappear and a timeout are in
 * the report and not thrown; only an error that a retry cannot solve is thrown.
 */
export async function awaitJobs(options: AwaitOptions): Promise<AwaitReport> {
  const timeoutMs = parseTimeLimit(options.timeoutMs ?? HALF_AN_HOUR_MS);
  return awaitJobsOnClock({ ...options, timeoutMs, isTransient: options.isTransient ?? isTransient });
}

export interface AwaitJobOptions {
  readonly signal?: AbortSignal | undefined;
  /** Maximum time to wait, in milliseconds. Default 1,800,000 (30 minutes). */
  readonly timeoutMs?: number | undefined;
  /** Called after each round of polling. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Waiting for jobs, one by one; {@link awaitJobs} waits for many, for batches and for what they launch. */
export function createAwaitMethods({ jobService }: Pick<Provena, 'jobService'>) {
  const awaitJobCompletion = async (sessionId: string, options: AwaitJobOptions = {}): Promise<Job> => {
    const { signal, onProgress, timeoutMs = HALF_AN_HOUR_MS } = options;
    const { outcome, jobs } = await awaitJobs({
      jobs: createJobReader({ jobService }),
      sessions: [sessionId],
      follow: false,
      timeoutMs,
      signal,
      onProgress,
    });
    const status = jobs[0]?.status;
    if (jobs[0]?.state === 'missing') throw new NotFoundError(`there is no job ${sessionId}`);
    if (outcome === 'cancelled') {
      throw new AbortedError(`aborted while waiting for the job ${sessionId}`, { cause: signal?.reason });
    }
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
     * @throws TimedOutError if it has not ended in time, AbortedError if your signal was aborted; the job continues.
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
