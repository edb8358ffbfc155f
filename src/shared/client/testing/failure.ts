import { ProvenaError } from '../http/errors.ts';

/** The error that a call of the client ends with. Fails if it does not end with one of its own errors. */
export async function catchError(call: Promise<unknown>): Promise<ProvenaError> {
  const error = await call.then(
    (value) => new Error(`expected a failure, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ProvenaError) return error;
  throw error;
}
