import { ProvenaError } from '../../client/index.ts';
import { StoreRequestError } from '../errors.ts';
import { ConcurrencyLimiter } from '../http/concurrency-limiter.ts';
import { Requester } from '../http/requester.ts';
import { DEFAULT_CONNECTIONS, type LogFunction, type StoreAddress, type StoreOptions } from '../store.ts';
import { BufferPool } from './buffer-pool.ts';

/** Content that is in memory at once, in bytes: with the runtime and the sockets it stays well under 300 MiB. */
const MAX_BYTES_IN_FLIGHT = 48 * 1024 * 1024;

/** One bucket, opened: what plans and runs share. */
export interface TransferSession {
  readonly address: StoreAddress;
  readonly requester: Requester;
  readonly limiter: ConcurrencyLimiter;
  readonly buffers: BufferPool;
  /** Fires when the caller's does, or when the store is gone. */
  readonly signal: AbortSignal;
  readonly log: LogFunction;
  /** Requests that were repeated so far. */
  readonly getRetryCount: () => number;
  /** Ends everything under way because of `error`. */
  readonly abort: (error: ProvenaError) => void;
  /** Why everything ended, where {@link abort} did it. */
  readonly getAbortError: () => ProvenaError | undefined;
}

/** A store that can be given to plans and runs, one after the other. Close it, or declare it by `await using`. */
export interface Store extends AsyncDisposable {
  readonly session: TransferSession;
  close(): Promise<void>;
}

/** Opens nothing yet: the first request does. */
export function openStore(options: StoreOptions): Store {
  const { address, log = () => {}, connections = DEFAULT_CONNECTIONS } = options;
  const own = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, own.signal]) : own.signal;
  const gate = new ConcurrencyLimiter({ slots: connections, bytes: MAX_BYTES_IN_FLIGHT });
  let retries = 0;
  let reason: ProvenaError | undefined;
  const requester = new Requester(options, signal, {
    onRetry(request, { error, isThrottled: slower }, attempt, sentAt) {
      retries += 1;
      if (slower) gate.slowDown(sentAt);
      log('debug', `${request.operation} failed, attempt ${attempt}: ${error.message}`);
    },
    onSuccess: () => gate.recordSuccess(),
  });
  const close = async () => {
    own.abort();
    await requester.close();
  };
  const session: TransferSession = {
    address,
    requester,
    limiter: gate,
    buffers: new BufferPool(MAX_BYTES_IN_FLIGHT),
    signal,
    log,
    getRetryCount: () => retries,
    abort(error) {
      reason ??= error;
      own.abort(error);
    },
    getAbortError: () => reason,
  };
  return { session, close, [Symbol.asyncDispose]: close };
}

/**
 * Ends the run when a request failed for good and the store has not done anything for anybody since `startedAt`: the
 * other files would only fail the same way, one after the other. So does a refusal of the credentials.
 */
export function abortIfStoreUnavailable(session: TransferSession, error: unknown, startedAt: number): void {
  if (!(error instanceof ProvenaError)) return;
  const isGone = error.family === 'unavailable' && session.requester.lastSuccessAt < startedAt;
  const isShut =
    error instanceof StoreRequestError && (error.family === 'auth' || error.code === 'NoSuchBucket');
  const isUnknown = error.family === 'auth' || error.family === 'forbidden';
  if (isGone || isShut || (isUnknown && !(error instanceof StoreRequestError))) session.abort(error);
}
