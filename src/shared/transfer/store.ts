import type { ProxyOptions } from '../client/index.ts';

/** Where a dataset's files are: what Provena says in an item's `s3` and in its settings. */
export interface StoreAddress {
  readonly bucket: string;
  /** The dataset's folder, such as `datasets/10378-1-1451860/`. */
  readonly prefix: string;
  readonly region: string;
  /** Scheme, host and port of a store that is not AWS; it is addressed by path. Default: AWS's own for the region. */
  readonly endpoint?: string | undefined;
}

/** Keys as AWS's security token service hands them out, through Provena. */
export interface StoreCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** When they stop working; without it they are kept until the store refuses them. */
  readonly expiration?: Date | undefined;
}

/** Fetches new credentials. Called once for all callers, ahead of the expiry of those before. */
export type CredentialProvider = (signal: AbortSignal) => Promise<StoreCredentials>;

/** Lines for people: `debug` for single requests, `info` for milestones, `warning` for what should be looked at. */
export type LogFunction = (level: 'debug' | 'info' | 'warning', line: string) => void;

/** A store, the keys to it, and how to go about it. */
export interface StoreOptions {
  readonly address: StoreAddress;
  readonly credentials: CredentialProvider;
  readonly proxy?: ProxyOptions | undefined;
  /** Ends everything under way; what was sent can be taken up again by a later run. */
  readonly signal?: AbortSignal | undefined;
  readonly log?: LogFunction | undefined;
  /** Most connections at once. Default 128. */
  readonly connections?: number | undefined;
  /** How often and how long failing requests are repeated; see {@link DEFAULT_RETRY_POLICY}. */
  readonly retry?: Partial<RetryPolicy> | undefined;
}

/** How often, how soon and until when a failing request is repeated. */
export interface RetryPolicy {
  /** How often a request is attempted in all. */
  readonly maxAttempts: number;
  /** Upper bound of the first wait, in milliseconds; each further one doubles it. */
  readonly baseMs: number;
  /** No wait is longer, in milliseconds, unless the store asks for it by `Retry-After`. */
  readonly maxMs: number;
  /** A request whose connection is silent for longer, in milliseconds, has failed. */
  readonly idleTimeoutMs: number;
}

/** What holds unless it is said otherwise: a store that is gone is given up after about half a minute. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maxAttempts: 8,
  baseMs: 200,
  maxMs: 20_000,
  idleTimeoutMs: 60_000,
};

/** What keeps a store busy at 25 ms a request; see docs/decisions/0015. */
export const DEFAULT_CONNECTIONS = 128;
