import { getErrorMessage } from '../../client/error-message.ts';
import { type CallOptions, ProvenaError, type RecoverOptions } from '../../client/index.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import { createOutcomeUnknownError } from '../lifecycle/outcome-unknown.ts';
import { formatDocsLink } from '../runner/troubleshooting-anchors.ts';
import {
  assertNoKeyConflict,
  type ConflictOptions,
  type ExistingResult,
  selectMatches,
} from './existing-results.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { pollForEffect } from './poll-for-effect.ts';

export interface CreationCall<T> {
  /** Aborted a few seconds after the step is cancelled, so that a response in progress is received. */
  readonly signal: AbortSignal;
  /** Aborted when the step is cancelled, so that a creation that waits for a token or a retry is not sent. */
  readonly cancelSignal: AbortSignal;
  /** Called when the creation failed and may have taken effect: the response was lost, or the server failed with 500. */
  readonly recover: (call: RecoverOptions) => Promise<T | undefined>;
}

interface CreateIdempotentOptions<T> extends ConflictOptions<T> {
  readonly key: IdempotencyKey;
  /** Finds all resources of this user with the key, whatever their content. */
  find(call: CallOptions): Promise<readonly ExistingResult<T>[]>;
  /** Finds those that existed before this step. Default: `find`. */
  readonly findEarlier?: ((call: CallOptions) => Promise<readonly ExistingResult<T>[]>) | undefined;
  create(call: CreationCall<T>): Promise<T>;
  readonly getId: (resource: T) => string;
  /** What to do when the outcome is unknown. Default: re-run the job, whose key finds the resource. */
  readonly remedy?: string | undefined;
  readonly signal: AbortSignal;
}

export interface CreationResult<T> {
  readonly resource: T;
  /** True when it already existed, or a concurrent attempt created it. */
  readonly reused: boolean;
}

/**
 * Creates a resource at most once per key, fingerprint and ordinal (position among equal steps of the job). Searches
 * for it first when an earlier attempt may have created it, and after a failed request that may have taken effect. The
 * server has no create-if-absent, so two concurrent attempts can both create it; then the oldest is used and a warning
 * names the others.
 * @throws StepFailedError when a user-defined key belongs to other content, or when the outcome is unknown.
 */
export async function createIdempotent<T>(options: CreateIdempotentOptions<T>): Promise<CreationResult<T>> {
  const { key, find, findEarlier = find, getId, log, signal } = options;
  if (key.searchFirst) {
    const existing = await findEarlier({ signal });
    assertNoKeyConflict(existing, key, options);
    const earlier = selectMatches(existing, key);
    const [first] = earlier;
    if (first) {
      warnAboutDuplicates(earlier, options);
      return { resource: first.resource, reused: true };
    }
  }
  const { resource, mayExistTwice } = await createOrRecover(options);
  // The step may have been cancelled before the response arrived; the resource exists.
  if (signal.aborted || !(mayExistTwice || key.searchFirst)) return { resource, reused: false };
  // A concurrent attempt may have created an equal one in the meantime. All attempts use the oldest.
  const existing = await find({ signal }).catch((error: unknown) => {
    const reason = `the search for the key ${key.value} failed: ${getErrorMessage(error)}`;
    if (!signal.aborted)
      log.warning(
        `${getId(resource)} was created. Whether a concurrent attempt created an equal one is unknown, because ${reason}`,
      );
    return [];
  });
  const matches = selectMatches(existing, key);
  warnAboutDuplicates(matches, options);
  const [oldest] = matches;
  return {
    resource: oldest?.resource ?? resource,
    reused: oldest !== undefined && oldest.id !== getId(resource),
  };
}

/**
 * Creates the resource, or finds it if the request failed and may have taken effect.
 * @throws StepFailedError when the outcome is unknown.
 */
async function createOrRecover<T>(
  options: CreateIdempotentOptions<T>,
): Promise<{ readonly resource: T; readonly mayExistTwice: boolean }> {
  const { key, find, create, log, signal } = options;
  const defaultRemedy = `Re-run the failed job, and do not start a new workflow run: the re-run searches for the idempotency key ${key.value} first and creates nothing twice.`;
  const { remedy = defaultRemedy } = options;
  let outcome: 'known' | 'recovering' | 'recovered' = 'known';
  let requestError: ProvenaError | undefined;
  const resource = await create({
    signal: createGraceSignal(signal),
    cancelSignal: signal,
    recover: async ({ error, ...call }) => {
      outcome = 'recovering';
      requestError = error;
      const found = await pollForEffect(error, async () => selectMatches(await find(call), key)[0], call);
      // A search that was aborted does not show that there is nothing.
      if (found || !call.signal?.aborted) outcome = 'recovered';
      return found?.resource;
    },
  }).catch((error: unknown) => {
    const isUnresolved = outcome === 'known' && error instanceof ProvenaError && error.outcomeUnknown;
    if (outcome !== 'recovering' && !isUnresolved) throw error;
    throw createOutcomeUnknownError(requestError ?? error, { remedy, cause: error, log, signal });
  });
  return { resource, mayExistTwice: outcome !== 'known' };
}

function warnAboutDuplicates<T>(
  [oldest, ...others]: readonly ExistingResult<T>[],
  { key: { isUserDefined }, log }: CreateIdempotentOptions<T>,
): void {
  if (!oldest || others.length === 0) return;
  const ids = others.map(({ id }) => id).join(', ');
  log.warning(
    `${others.length + 1} equal results have the key of this step. ${oldest.id} is used; ${ids} ${others.length === 1 ? 'is' : 'are'} left over from a concurrent attempt or an equal step.${isUserDefined ? '' : ` ${formatEqualJobsRemedy()}`}`,
  );
}

/** The remedy when jobs of one run have the same key and create equal resources. */
export function formatEqualJobsRemedy(): string {
  const link = formatDocsLink('docs/guides/re-runs.md#reusable-workflows');
  return `If the workflow calls a reusable workflow several times, set job-index in it, so that each call finds its own work: ${link}`;
}
