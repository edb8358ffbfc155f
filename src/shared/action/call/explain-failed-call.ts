import { ProvenaError, RequestRejectedError } from '../../client/errors.ts';
import { formatValue } from '../../documents/format-value.ts';
import { createOutcomeUnknownError } from '../lifecycle/outcome-unknown.ts';
import type { Log } from '../runner/log/log.ts';

/**
 * Returns the error of a method call. If the outcome is unknown, adds that a re-run sends the request again: unlike other
 * actions, `call` cannot search for the result.
 */
export function explainFailedCall(
  error: unknown,
  method: string,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): unknown {
  if (error instanceof RequestRejectedError && error.partial) {
    for (const [name, value] of Object.entries(error.partial))
      log.warning(`${method} was rejected, and the response has ${name}: ${formatValue(value)}.`);
  }
  if (!(error instanceof ProvenaError && error.outcomeUnknown)) return error;
  return createOutcomeUnknownError(error, {
    remedy:
      'Look for the result in the registry before you re-run the job: a re-run of this step calls the method again.',
    log,
    signal,
  });
}
