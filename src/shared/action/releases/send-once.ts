import { getErrorMessage } from '../../client/error-message.ts';
import { type CallOptions, type Provena, ProvenaError, RequestRejectedError } from '../../client/index.ts';
import { findEffect } from '../idempotency/poll-for-effect.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import type { Log } from '../runner/log/log.ts';
import { fetchRelease, findEntry, type Release } from './release.ts';

interface SendOptions {
  /** The release before the request or decision. */
  readonly before: Release;
  readonly kind: 'request' | 'decision';
  readonly key: string;
  readonly provena: Provena;
  send(call: CallOptions): Promise<unknown>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** An entry in the history of a release. */
export interface RecordedEntry {
  readonly release: Release;
  readonly index: number;
}

/**
 * Sends a request or a decision, and returns what it recorded. If the response is lost or an error of the server, it is
 * looked up: the data store records both before it sends an email, and returns 500 if the email fails.
 * @returns undefined if the server accepted it but does not return it
 * @throws the error of the request if nothing was recorded; StepFailedError if that is unknown
 */
export async function sendOnce(options: SendOptions): Promise<RecordedEntry | undefined> {
  const { before, kind, key, provena, send, log, signal } = options;
  const call = { signal: createGraceSignal(signal) };
  const find = async (): Promise<RecordedEntry | undefined> => {
    const release = await fetchRelease(before.datasetId, provena, call);
    const index = findEntry(release, kind, key);
    return index < before.history.length ? undefined : { release, index };
  };
  try {
    await send({ ...call, cancelSignal: signal });
  } catch (error) {
    if (!(error instanceof ProvenaError) || !(error.outcomeUnknown || error.status === 500)) {
      // The request of an earlier attempt may have been in progress, and has been recorded in the meantime.
      const earlier = error instanceof RequestRejectedError ? await find().catch(() => undefined) : undefined;
      if (earlier !== undefined) return earlier;
      throw error;
    }
    const found = await findEffect(error, find, { call, remedy: REMEDY, log, signal });
    if (error.status === 500)
      log.warning(
        `The server recorded the request or decision, but reported an error, possibly because it could not send the email: ${error.message}`,
      );
    return found;
  }
  // It was recorded, so that the step must not fail if that cannot be read.
  return find().catch((error: unknown) => {
    const message = getErrorMessage(error);
    log.warning(`The server accepted the request or decision, but it cannot be read: ${message}`);
    return undefined;
  });
}

const REMEDY =
  'Re-run the failed job, and do not start a new workflow run: the re-run searches for the request or decision of this step first.';
