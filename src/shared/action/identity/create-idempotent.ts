import { setTimeout as sleep } from 'node:timers/promises';
import { type CallOptions, ProvenaError, type RecoverOptions } from '../../client/index.ts';
import { StepFailedError } from '../lifecycle/failure.ts';
import type { Log } from '../runner/log.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

/** Something that was made under a key. */
export interface ExistingResource<T> {
  /** How messages name it. */
  readonly id: string;
  readonly resource: T;
  /** Unix seconds, of the server's clock. */
  readonly createdAt: number;
}

export interface CreateIdempotentOptions<T> {
  readonly key: IdempotencyKey;
  /** Everything of this user that carries the key. */
  find(call: CallOptions): Promise<readonly ExistingResource<T>[]>;
  /** Sends the request; `recover` is asked when its answer got lost. */
  create(recover: (call: RecoverOptions) => Promise<T | undefined>): Promise<T>;
  readonly getId: (made: T) => string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface CreationResult<T> {
  readonly resource: T;
  /** True when an earlier attempt had made it. */
  readonly reused: boolean;
}

/**
 * Seconds after which a request whose answer got lost has done what it will do: the gateway gives up after 30. Until
 * then its work may still appear, so that looking once and repeating would make a second one.
 */
const SETTLE_MS = 30_000;
const POLL_INTERVAL_MS = 2000;

/**
 * Creates a thing at most once under its key: looks for it first where an earlier attempt may have made it, and after an
 * answer that got lost. The server has no create-if-absent, so two attempts at the same moment can still both create;
 * that is seen afterwards: the older one is kept and the others are named.
 */
export async function createIdempotent<T>({
  key,
  find,
  create,
  getId: id,
  log,
  signal,
}: CreateIdempotentOptions<T>): Promise<CreationResult<T>> {
  const earlier = key.searchFirst ? sortOldestFirst(await find({ signal })) : [];
  const [first] = earlier;
  if (first) {
    warnAboutDuplicates(earlier, log);
    return { resource: first.resource, reused: true };
  }
  let answerLost = false;
  let known = true;
  const made = await create(async (call) => {
    answerLost = true;
    known = false;
    const found = await pollForResource(find, call);
    known = true;
    return found?.resource;
  }).catch((error: unknown) => {
    const unasked = !answerLost && error instanceof ProvenaError && error.outcomeUnknown;
    throw known && !unasked ? error : createOutcomeUnknownError(error, key);
  });
  if (!answerLost && !key.searchFirst) return { resource: made, reused: false };
  const all = sortOldestFirst(await find({ signal }));
  warnAboutDuplicates(all, log);
  const kept = all[0];
  return { resource: kept?.resource ?? made, reused: kept !== undefined && kept.id !== id(made) };
}

/** A creation of which nobody knows whether it happened is told as such: the next attempt will find out. */
function createOutcomeUnknownError(cause: unknown, { value }: IdempotencyKey): StepFailedError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StepFailedError(`${message}\nIt is unknown whether it was created.`, {
    advice: `Run the job again. It first searches for the idempotency key ${value} and creates nothing twice.`,
    anchor: 'outcome-unknown',
    cause,
  });
}

/** Statuses of a gateway that has lost patience with a server which may still be at work. */
const GATEWAY_STATUSES = new Set([502, 504]);

/** Looks until the thing shows or the lost request can no longer make it: at once if the server itself has answered. */
async function pollForResource<T>(
  find: CreateIdempotentOptions<T>['find'],
  { error: because, ...call }: RecoverOptions,
): Promise<ExistingResource<T> | undefined> {
  const isOver = because.status !== undefined && !GATEWAY_STATUSES.has(because.status);
  const until = performance.now() + (isOver ? 0 : SETTLE_MS);
  for (;;) {
    const found = sortOldestFirst(await find(call))[0];
    if (found || performance.now() >= until || call.signal?.aborted) return found;
    await sleep(POLL_INTERVAL_MS, undefined, call.signal ? { signal: call.signal } : {}).catch(
      () => undefined,
    );
  }
}

function sortOldestFirst<T>(traces: readonly ExistingResource<T>[]): readonly ExistingResource<T>[] {
  return traces.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
}

function warnAboutDuplicates<T>([kept, ...others]: readonly ExistingResource<T>[], log: Log): void {
  if (!kept || others.length === 0) return;
  log.warning(
    `This step has created more than one: ${kept.id} is used; ${others.map((other) => other.id).join(', ')} ${others.length === 1 ? 'is' : 'are'} left over from attempts at the same moment.`,
  );
}
