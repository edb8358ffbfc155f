/** A job that could not be done, for a reason that its `info` tells. */
export class JobFailedError extends Error {
  override readonly name = 'JobFailure';
}
