/** A job fails. The message is in its `info`. */
export class JobFailedError extends Error {
  override readonly name = 'JobFailedError';
}

/** A failure of a job that registers a run: after the item is in the registry, or after it is also in the graph. */
export type WorkFault = 'fail-lodge' | 'fail-after-lodge';

/** The result of a successful job, and its `info` (null by default). */
export type JobOutcome = { result: object; info?: string };
