/** A job that could not be done, for a reason that its `info` tells. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
}
