import { setTimeout as sleep } from 'node:timers/promises';
import { findJobFault } from '../faults/rules.ts';
import { HttpError } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import { parse, type Type } from '../pydantic/type.ts';
import { isDiskError } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type Job, type JobEnd, JobFailedError, type JobOutcome, type JobRun, readJob } from './job.ts';
import { JOB_HANDLERS } from './job-handlers.ts';
import { JOB_SUB_TYPES, type JobSubType, type JobType, type PayloadOf } from './sub-types.ts';

/** Number of jobs that run before the event loop continues. */
const MAX_JOBS_PER_TURN = 20;
/** Pause before jobs are run again that could not be written. */
const RETRY_MS = 1000;

/** Runs the jobs that are due. After a kill, the next start runs the unfinished ones. */
export class Scheduler {
  readonly #state: SandboxState;
  #cancelTurn: () => void = () => undefined;
  #wakesAt = Number.POSITIVE_INFINITY;
  #working = false;
  #stopped = false;

  constructor(state: SandboxState) {
    this.#state = state;
    state.jobs.onLaunch = (due) => this.#wakeAt(due);
    this.wake();
  }

  /** Reads the queue again, at the start and after the state has been replaced. */
  wake(): void {
    const due = this.#state.jobs.getNextDueTime();
    if (due !== undefined) this.#wakeAt(due);
  }

  /** Waits until no job is queued. */
  async waitUntilIdle(): Promise<void> {
    while (this.#state.jobs.getNextDueTime() !== undefined) await sleep(5);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTurn();
    while (this.#working) await sleep(5);
  }

  #wakeAt(due: number): void {
    if (this.#stopped || due >= this.#wakesAt) return;
    this.#cancelTurn();
    this.#wakesAt = due;
    const work = () => void this.#work();
    const delay = due - Date.now();
    // A timer takes at least a millisecond, which is longer than most jobs.
    if (delay <= 0) {
      const immediate = setImmediate(work);
      this.#cancelTurn = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(work, delay);
      this.#cancelTurn = () => clearTimeout(timer);
    }
  }

  async #work(): Promise<void> {
    this.#wakesAt = Number.POSITIVE_INFINITY;
    if (this.#working) return; // the running call reads the queue again at its end
    this.#working = true;
    try {
      const { db, jobs } = this.#state;
      const due = jobs.listDue(Date.now(), MAX_JOBS_PER_TURN);
      // One transaction for all synchronous jobs of a turn, with their ends: after a kill, all or nothing is written. The end
      // of an asynchronous job is written below.
      const pending = db.atomically(() =>
        due.map((row) => {
          const job = readJob(row, Number.MAX_SAFE_INTEGER);
          return job && !this.#stopped ? this.#doJob(job) : undefined;
        }),
      );
      // All have ended before an error is thrown, so that no job runs twice at the same time.
      const ends = await Promise.allSettled(pending.map((finish) => finish?.()));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    } catch (error) {
      process.stderr.write(`provena-sandbox: jobs cannot be written and are run again: ${error}\n`);
      await sleep(RETRY_MS);
    } finally {
      this.#working = false;
      if (!this.#stopped) this.wake();
    }
  }

  /** Does a job. @returns a function that waits for an asynchronous job and writes its end */
  #doJob(job: Job): (() => Promise<void>) | undefined {
    const { jobs, faults } = this.#state;
    const fault = findJobFault(faults, job);
    if (fault === 'hang-job') {
      jobs.abandon(job.session_id);
      return undefined;
    }
    if (fault === 'vanish-job') {
      jobs.hide(job.session_id);
      return undefined;
    }
    const end = runJob(() => {
      if (fault === 'fail-job') throw new JobFailedError('a fault was injected.');
      return run(this.#state, job.job_sub_type, { job, fault });
    });
    if (end instanceof Promise) return async () => jobs.finish(job.session_id, await end);
    jobs.finish(job.session_id, end);
    return undefined;
  }
}

/**
 * Returns the end of a job, even when it throws. As on the real server, the changes that a job made before it failed stay.
 */
function runJob(work: () => JobOutcome | Promise<JobOutcome>): JobEnd | Promise<JobEnd> {
  try {
    const outcome = work();
    return outcome instanceof Promise
      ? outcome.then(describeSuccess, describeFailure)
      : describeSuccess(outcome);
  } catch (error) {
    return describeFailure(error);
  }
}

function describeSuccess({ result, info }: JobOutcome): JobEnd {
  return { status: 'SUCCEEDED', info: info ?? null, result };
}

/** @throws the error of a full or broken disk, after which SQLite can have rolled back the transaction of the job */
function describeFailure(error: unknown): JobEnd {
  if (isDiskError(error)) throw error;
  return { status: 'FAILED', info: formatReason(error), result: null };
}

/** Parses the payload with the model of the job sub-type, and runs the job. A worker knows only the kinds of its queue. */
function run<S extends JobSubType>(
  state: SandboxState,
  subType: S,
  jobRun: JobRun,
): JobOutcome | Promise<JobOutcome> {
  const types: { [T in JobSubType]: { type: JobType; payload: Type<PayloadOf<T>> } } = JOB_SUB_TYPES;
  const { job_type, payload } = jobRun.job;
  if (job_type !== types[subType].type && !(job_type === 'PROV_LODGE' && subType === 'GENERATE_REPORT'))
    throw new Error(`the worker of ${job_type} does not know ${subType}.`);
  const { value, problem } = parse(types[subType].payload, payload);
  if (problem !== undefined) throw new JobFailedError('the payload is invalid for this kind of job.');
  return JOB_HANDLERS[subType](state, value, jobRun);
}

function formatReason(error: unknown): string {
  if (error instanceof JobFailedError || error instanceof StatusFailure)
    return `Job failed, err: ${error.message}`;
  if (error instanceof HttpError) return `Job failed, err: ${error.status}: ${error.message}`;
  return `Job failed due to an unhandled exception: ${error instanceof Error ? error.message : String(error)}`;
}
