import { getErrorMessage } from '../../client/error-message.ts';
import { type CallOptions, ProvenaError, RequestRejectedError } from '../../client/index.ts';
import { findEffect } from '../idempotency/poll-for-effect.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import type { Log } from '../runner/log/log.ts';

interface SendOptions<T> {
  send(call: CallOptions): Promise<unknown>;
  /** Finds what the request has recorded; undefined if nothing. */
  find(call: CallOptions): Promise<T | undefined>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Sends a request or a decision, and returns what it recorded. If the response is lost or an error of the server, it is
 * looked up: the data store records both before it sends an email, and returns 500 if the email fails.
 * @returns what it recorded; undefined if the server accepted it but does not return it
 * @throws the error of the request if nothing was recorded; StepFailedError if that is unknown
 */
export async function sendOnce<T>({ send, find, log, signal }: SendOptions<T>): Promise<T | undefined> {
  const call = { signal: createGraceSignal(signal) };
  try {
    await send({ ...call, cancelSignal: signal });
  } catch (error) {
    if (!(error instanceof ProvenaError) || !(error.outcomeUnknown || error.status === 500)) {
      // The request of an earlier attempt may have been in progress, and has been recorded in the meantime.
      const earlier = error instanceof RequestRejectedError ? await find(call) : undefined;
      if (earlier !== undefined) return earlier;
      throw error;
    }
    const found = await findEffect(error, () => find(call), { call, remedy: REMEDY, log, signal });
    if (error.status === 500)
      log.warning(
        `The server recorded the request or decision, but reported an error, possibly because it could not send the email: ${error.message}`,
      );
    return found;
  }
  // It was recorded, so that the step must not fail if that cannot be read.
  return find(call).catch((error: unknown) => {
    const message = getErrorMessage(error);
    log.warning(`The server accepted the request or decision, but it cannot be read: ${message}`);
    return undefined;
  });
}

const REMEDY =
  'Re-run the failed job, and do not start a new workflow run: the re-run searches for the request or decision of this step first.';
