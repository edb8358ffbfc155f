import type { Log } from '../runner/log/log.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

/** A resource on the server that has an idempotency key. */
export interface ExistingResult<T> {
  /** Name in messages. */
  readonly id: string;
  readonly resource: T;
  /** Unix seconds of the server's clock. */
  readonly createdAt: number;
  /** Fingerprint of the document it was created from. */
  readonly fingerprint?: string | undefined;
}

export interface ConflictOptions<T> {
  /** Names the differences from a resource with the user-defined key and other content. */
  readonly describeDifferences?: (resource: T) => readonly string[];
  readonly log: Log;
}

/**
 * Logs a resource with the key of the step and other content.
 * @throws StepFailedError when a user-defined key belongs only to other content.
 */
export function assertNoKeyConflict<T>(
  existing: readonly ExistingResult<T>[],
  key: IdempotencyKey,
  { log, describeDifferences }: ConflictOptions<T>,
): void {
  const [other] = filterMatches(existing, key).length === 0 ? existing : [];
  if (!other) return;
  if (key.isUserDefined)
    throw createKeyConflictError(key.value, other.id, describeDifferences?.(other.resource) ?? []);
  log.info(`${other.id} has the same key (${key.value}) and different content; it is not used.`);
}

/** The resources with this content, oldest first; those of earlier steps with the same key are skipped. */
export function selectMatches<T>(
  existing: readonly ExistingResult<T>[],
  key: IdempotencyKey,
): readonly ExistingResult<T>[] {
  return sortOldestFirst(filterMatches(existing, key)).slice(key.ordinal - 1);
}

/** Sorts by time of creation, and by id if that is equal, so that each attempt chooses the same result. */
export function sortOldestFirst<T extends { readonly id: string; readonly createdAt: number }>(
  results: readonly T[],
): readonly T[] {
  return results.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
}

function filterMatches<T>(
  existing: readonly ExistingResult<T>[],
  { fingerprint }: IdempotencyKey,
): readonly ExistingResult<T>[] {
  return existing.filter((entry) => fingerprint === undefined || entry.fingerprint === fingerprint);
}

/** The error for an `idempotency-key` that belongs to a resource with other content. */
export function createKeyConflictError(
  key: string,
  id: string,
  differences: readonly string[],
): StepFailedError {
  const lines = differences.map((difference) => `\n${difference}`).join('');
  return new StepFailedError(`idempotency key ${key} belongs to ${id}, which has different content${lines}`, {
    advice: 'Use another idempotency-key for other content. The existing content was not changed.',
    anchor: 'idempotency-conflict',
  });
}
