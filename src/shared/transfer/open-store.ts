import { ProvenaError, UnavailableError } from '../client/errors.ts';
import { BufferPool } from './buffer-pool.ts';
import { StoreRequestError } from './errors.ts';
import { ConcurrencyLimiter } from './http/concurrency-limiter.ts';
import { Requester } from './http/requester.ts';
import {
  DEFAULT_CONNECTIONS,
  DEFAULT_SETTING_NAMES,
  type LogFunction,
  type SettingNames,
  type StoreAddress,
  type StoreOptions,
} from './store.ts';

/** Maximum bytes of content in memory. With Node and its sockets, the process stays well below 300 MiB. */
const MAX_BYTES_IN_FLIGHT = 48 * 1024 * 1024;

/** An open bucket with the resources that plans and runs share. Close it, or declare it by `await using`. */
export interface Store extends AsyncDisposable {
  readonly address: StoreAddress;
  readonly requester: Requester;
  readonly limiter: ConcurrencyLimiter;
  readonly buffers: BufferPool;
  /** Aborts with the caller's signal, or when the store is unavailable. */
  readonly signal: AbortSignal;
  readonly log: LogFunction;
  readonly settingNames: SettingNames;
  /** Starts to open connections for this number of requests; stops when the first one is sent. Does not wait for them. */
  readonly openConnections: (requests: number) => void;
  /** Aborts all requests because of `error`, unless they were aborted before. */
  readonly abort: (error: ProvenaError) => void;
  /** Returns the error passed to {@link abort}, if any. */
  readonly getAbortError: () => ProvenaError | undefined;
  close(): Promise<void>;
}

/** Creates a store. The first request opens a connection. */
export function openStore(options: StoreOptions): Store {
  const { address, log = () => {}, connections = DEFAULT_CONNECTIONS } = options;
  const controller = new AbortController();
  const { signal } = controller;
  // `AbortSignal.any` would examine all its sources whenever `aborted` is read, a few times for each request.
  const onAbort = () => controller.abort(options.signal?.reason);
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener('abort', onAbort);
  const limiter = new ConcurrencyLimiter({ slots: connections, bytes: MAX_BYTES_IN_FLIGHT });
  let abortError: ProvenaError | undefined;
  const requester = new Requester(options, signal, limiter);
  const close = async () => {
    options.signal?.removeEventListener('abort', onAbort);
    controller.abort();
    await requester.close();
  };
  return {
    address,
    requester,
    limiter,
    buffers: new BufferPool(MAX_BYTES_IN_FLIGHT),
    signal,
    log,
    settingNames: options.settingNames ?? DEFAULT_SETTING_NAMES,
    openConnections(requests) {
      void requester
        .preconnect(Math.min(requests, limiter.maxSlots))
        .then((connections) => limiter.raiseSlots(connections));
    },
    abort(error) {
      if (signal.aborted) return;
      abortError = error;
      controller.abort(error);
    },
    getAbortError: () => abortError,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/**
 * Aborts the run if the other files would fail in the same way: new credentials cannot be requested, the credentials were
 * rejected, or a request failed after all
 * retries and no other request has succeeded since `startedAt`.
 * @param startedAt milliseconds since the epoch. Without it, an unreachable store does not abort the run.
 */
export function abortIfStoreUnavailable(store: Store, error: unknown, startedAt?: number): void {
  if (error instanceof Error && store.requester.isCredentialFailure(error))
    store.abort(error instanceof ProvenaError ? error : createCredentialError(error));
  if (!(error instanceof ProvenaError)) return;
  const isUnreachable =
    startedAt !== undefined && error.family === 'unavailable' && store.requester.lastSuccessAt < startedAt;
  const isRejected = error instanceof StoreRequestError && error.isOfAllFiles;
  if (isUnreachable || isRejected) store.abort(error);
}

function createCredentialError(cause: Error): ProvenaError {
  return new UnavailableError(`cannot get credentials for the store: ${cause.message}`, { cause });
}
