import { ProvenaError } from '../../client/index.ts';
import { StoreRefusal } from '../errors.ts';
import { DEFAULT_CONNECTIONS, type Log, type StoreAddress, type StoreOptions } from '../store.ts';
import { Gate } from '../wire/gate.ts';
import { Requester } from '../wire/requester.ts';
import { Buffers } from './buffers.ts';

/** Content that is in memory at once, in bytes: with the runtime and the sockets it stays well under 300 MiB. */
const BYTES_IN_FLIGHT = 48 * 1024 * 1024;

/** One bucket, opened: what plans and runs share. */
export interface Session {
  readonly address: StoreAddress;
  readonly requester: Requester;
  readonly gate: Gate;
  readonly buffers: Buffers;
  /** Fires when the caller's does, or when the store is gone. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Requests that were repeated so far. */
  readonly retries: () => number;
  /** Ends everything under way because of `error`. */
  readonly giveUp: (error: ProvenaError) => void;
  /** Why everything ended, where {@link giveUp} did it. */
  readonly givenUp: () => ProvenaError | undefined;
}

/** A store that can be given to plans and runs, one after the other. Close it, or declare it by `await using`. */
export interface Store extends AsyncDisposable {
  readonly session: Session;
  close(): Promise<void>;
}

/** Opens nothing yet: the first request does. */
export function openStore(options: StoreOptions): Store {
  const { address, log = () => {}, connections = DEFAULT_CONNECTIONS } = options;
  const own = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, own.signal]) : own.signal;
  const gate = new Gate({ slots: connections, bytes: BYTES_IN_FLIGHT });
  let retries = 0;
  let reason: ProvenaError | undefined;
  const requester = new Requester(options, signal, {
    onRetry(request, { error, slower }, attempt, sentAt) {
      retries += 1;
      if (slower) gate.slowDown(sentAt);
      log('debug', `${request.operation} failed, attempt ${attempt}: ${error.message}`);
    },
    onSuccess: () => gate.succeeded(),
  });
  const close = async () => {
    own.abort();
    await requester.close();
  };
  const session: Session = {
    address,
    requester,
    gate,
    buffers: new Buffers(BYTES_IN_FLIGHT),
    signal,
    log,
    retries: () => retries,
    giveUp(error) {
      reason ??= error;
      own.abort(error);
    },
    givenUp: () => reason,
  };
  return { session, close, [Symbol.asyncDispose]: close };
}

/**
 * Ends the run when a request failed for good and the store has not done anything for anybody since `startedAt`: the
 * other files would only fail the same way, one after the other. So does a refusal of the credentials.
 */
export function judgeStore(session: Session, error: unknown, startedAt: number): void {
  if (!(error instanceof ProvenaError)) return;
  const isGone = error.family === 'unavailable' && session.requester.lastSuccess < startedAt;
  const isShut = error instanceof StoreRefusal && (error.family === 'auth' || error.code === 'NoSuchBucket');
  const isUnknown = error.family === 'auth' || error.family === 'forbidden';
  if (isGone || isShut || (isUnknown && !(error instanceof StoreRefusal))) session.giveUp(error);
}
