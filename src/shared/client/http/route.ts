import type { ProvenaError } from '../errors.ts';
import type { Service } from '../services.ts';
import type { Access } from './access.ts';
import type { Query } from './query.ts';
import type { EntryReducer } from './reduce-entries.ts';
import type { ResponseReader } from './response.ts';

/**
 * Effect of a repeated call.
 * - `safe`: none; it is retried after network failures and server errors.
 * - `create`: it creates something. It is retried only if the server cannot have acted, or if the caller passes
 * `recover`, which looks for the result of an earlier attempt.
 * - `never`: it changes something again; it is retried only if the server cannot have acted.
 */
export type Safety = 'safe' | 'create' | 'never';

/** One operation of a server. */
export interface Route<Result> {
  /** Name in the client: `datastore.mintDataset`. */
  readonly operation: string;
  readonly service: Service;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  readonly safety: Safety;
  readonly response: ResponseReader<Result>;
  /**
   * The response that, on this route, can only mean that the resource does not exist: a 400, or `status.success:
   * false`.
   */
  readonly notFoundOn?: 400 | 'status';
  /** What to check after a 500 with a detail: on this route, the server also responds with 500 to a mistake of the caller. */
  readonly adviceOn500?: string;
  /** Location of the success flag, if it is not in `status`. */
  readonly statusField?: 'self' | 'state_change';
}

/** Input of one call. */
export interface Input {
  readonly query?: Query;
  /** Sent as JSON, unchanged: with null values and unknown fields. */
  readonly body?: unknown;
  /** Sent in place of `body`. */
  readonly form?: FormData | undefined;
}

export interface CallOptions {
  /** Aborts the call and its retries. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Aborts waiting for a token, delays between attempts, and requests that can be repeated. Other requests are sent once and
   * get their response.
   */
  readonly cancelSignal?: AbortSignal | undefined;
  /**
   * Time limit of a request with its retries, in milliseconds. Default: that of the client, else 120,000. A method that sends
   * several requests, such as `listAll`, has this time for each.
   */
  readonly timeoutMs?: number | undefined;
}

/** `Recovered` is what `recover` finds, in any form: the call resolves to it instead of a response. */
export interface CreateOptions<Recovered = never> extends CallOptions {
  /**
   * Called when a creation failed and may have taken effect: the response of any attempt was lost, or the server failed with 500.
   * Looks for the result and resolves to it, or to `undefined` if there is none; then the call is retried after a
   * transient error, and fails otherwise. Without it, a creation that may have taken effect is not retried.
   */
  readonly recover?: ((options: RecoverOptions) => Promise<Recovered | undefined>) | undefined;
}

/** Options of a call that reads a large list. */
export interface ListOptions extends CallOptions {
  /** Shortens the entries of the response. */
  readonly entries?: EntryReducer | undefined;
}

export interface RecoverOptions extends CallOptions {
  /**
   * The error of the request. With a `status`, the server has finished its work; without one, it may still be working.
   */
  readonly error: ProvenaError;
}

export type Call = <Result, Recovered = never>(
  route: Route<Result>,
  input?: Input,
  options?: CreateOptions<Recovered> & ListOptions,
) => Promise<Result | Recovered>;
