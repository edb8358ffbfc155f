import { getErrorMessage } from '../../client/error-message.ts';
import type { Log } from '../runner/log/log.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

export interface OutcomeUnknownOptions {
  readonly remedy: string;
  /** Error of the search for the result, if that failed. Default: the error of the request. */
  readonly cause?: unknown;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Creates the error of a request that failed and may have taken effect. A cancelled step reports only one of its errors, so
 * that a warning has the message of each.
 */
export function createOutcomeUnknownError(
  error: unknown,
  { remedy, cause = error, log, signal }: OutcomeUnknownOptions,
): StepFailedError {
  const hasSearchFailed = cause !== error && !signal.aborted;
  const reason = hasSearchFailed
    ? `, because the search for its result failed: ${getErrorMessage(cause)}`
    : '.';
  const message = `${getErrorMessage(error)}\nIt is unknown whether the server completed this request${reason}`;
  if (signal.aborted) log.warning(`Cancelled during a request. ${message} ${remedy}`);
  return new StepFailedError(message, { advice: remedy, anchor: 'outcome-unknown', cause });
}

/** Adds to the reason why a step was cancelled that the outcome of its request is unknown, if its error is about that. */
export function explainCancellation(reason: unknown, error: unknown): unknown {
  if (!(error instanceof StepFailedError && error.anchor === 'outcome-unknown')) return reason;
  return new StepFailedError(`${getErrorMessage(reason)}\n${error.message}`, {
    advice: error.advice,
    anchor: error.anchor,
    cause: error,
  });
}
