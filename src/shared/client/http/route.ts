import type { Service } from '../endpoints.ts';
import type { Access } from './access.ts';
import type { ProvenaError } from './errors.ts';
import type { Query } from './query.ts';
import type { ResponseReader } from './response.ts';

/**
 * What repeating a call would do.
 * - `safe`: nothing; it is repeated when the network or the server fails it.
 * - `key`: it creates something. It is repeated only if the server cannot have acted, or if the caller gives
 *   `recover`, which looks for what an earlier attempt may have created.
 * - `never`: it changes something, once more with each repetition; repeated only if the server cannot have acted.
 */
export type Safety = 'safe' | 'key' | 'never';

/** One operation of a server, as data. */
export interface Route<Reply> {
  /** The client's name for it: `datastore.mintDataset`. */
  readonly operation: string;
  readonly service: Service;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly access: Access;
  readonly safety: Safety;
  readonly reply: ResponseReader<Reply>;
  /** The answer that, on this route, can only mean that the thing is not there: a 400, or `status.success: false`. */
  readonly notFoundOn?: 400 | 'status';
  /** Where the answer says whether it worked, where that is not in `status`. */
  readonly statusField?: 'self' | 'state_change';
}

/** What one call adds to its route. */
export interface Input {
  readonly query?: Query;
  /** Sent as JSON, exactly as given: nulls, unknown fields and all. */
  readonly body?: unknown;
  readonly file?: FilePart;
}

/** One file of a multipart form. */
export interface FilePart {
  readonly field: string;
  readonly filename: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface CallOptions {
  /** Ends the call, its retries included. */
  readonly signal?: AbortSignal | undefined;
  /** How long the whole call may take, retries included, in milliseconds. Default: what the client was given, else 120,000. */
  readonly timeoutMs?: number | undefined;
}

export interface CreateOptions<Reply> extends CallOptions {
  /**
   * Asked when a creation failed and may have happened all the same: an answer was lost, or the server broke (500) on
   * the way. Looks for what was created and resolves to it, or to `undefined` if there is nothing; then the call is
   * repeated if the trouble may pass, and else fails. Without it no creation is repeated that may have happened.
   */
  readonly recover?: ((options: RecoverOptions) => Promise<Reply | undefined>) | undefined;
}

export interface RecoverOptions extends CallOptions {
  /** What went wrong. With a `status` the server has ended its work; without one it may still be at it. */
  readonly error: ProvenaError;
}

export type Call = <Reply>(
  route: Route<Reply>,
  input?: Input,
  options?: CreateOptions<Reply>,
) => Promise<Reply>;
