/** A job that could not be done, for a reason that its `info` tells. */
export class JobFailedError extends Error {
  override readonly name = 'JobFailedError';
}

/** Where a job that registers a run fails: when the registry has the run, or when the graph has it too. */
export type WorkFault = 'fail-lodge' | 'fail-after-lodge';

/** What a job ends with; `info` is null unless there is something to add. */
export type JobOutcome = { result: object; info?: string };
