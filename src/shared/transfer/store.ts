import type { ProxyOptions, RetryPolicy } from '../client/index.ts';

/** Where a dataset's files are stored, from the item's `s3` field and the settings. */
export interface StoreAddress {
  readonly bucket: string;
  /** Key prefix of the dataset's folder, such as `datasets/10378-1-1451860/`. */
  readonly prefix: string;
  readonly region: string;
  /** Scheme, host and port of an S3-compatible store, which gets path-style requests. Default: AWS in the region. */
  readonly endpoint?: string | undefined;
}

/** Temporary credentials of the AWS security token service, as Provena returns them. */
export interface StoreCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** When they expire. Without it, they are used until the store rejects them. */
  readonly expiration?: Date | undefined;
}

/** Fetches new credentials. It is called once for all requests, before the current credentials expire. */
export type CredentialProvider = (signal: AbortSignal) => Promise<StoreCredentials>;

/** Receives log lines: `debug` for single requests, `info` for milestones, `warning` for problems. */
export type LogFunction = (level: 'debug' | 'info' | 'warning', line: string) => void;

/** Names of settings in messages, as the user writes them. */
export interface SettingNames {
  readonly region: string;
  readonly endpoint: string;
  readonly ifExists: string;
  /** With the value that turns it on. */
  readonly deleteMissing: string;
}

/** The names in programs that use the client. */
export const DEFAULT_SETTING_NAMES: SettingNames = {
  region: 'store.region',
  endpoint: 'store.endpoint',
  ifExists: 'ifExists',
  deleteMissing: 'deleteMissing: true',
};

export interface StoreOptions {
  readonly address: StoreAddress;
  readonly credentials: CredentialProvider;
  readonly proxy?: ProxyOptions | undefined;
  /** Aborts all requests. A later run can resume interrupted files. */
  readonly signal?: AbortSignal | undefined;
  readonly log?: LogFunction | undefined;
  /** Maximum number of connections. Default 256. */
  readonly connections?: number | undefined;
  /** Overrides of {@link DEFAULT_RETRY_POLICY}. */
  readonly retry?: Partial<StoreRetryPolicy> | undefined;
  /** Default: the names of the options of `connect`, `upload` and `download`. */
  readonly settingNames?: SettingNames | undefined;
}

/** When failed requests to the store are retried. They have no budget: one transfer sends all requests to one store. */
export interface StoreRetryPolicy extends Omit<RetryPolicy, 'budget'> {
  /** A request fails when its connection transfers no data for this long, in milliseconds. */
  readonly idleTimeoutMs: number;
}

/** The default: requests to an unreachable store fail after about half a minute. */
export const DEFAULT_RETRY_POLICY: StoreRetryPolicy = {
  attempts: 8,
  baseMs: 200,
  maxMs: 20_000,
  idleTimeoutMs: 60_000,
};

/** Enough to use a store fully at a latency of 50 ms; see docs/decisions/0015. */
export const DEFAULT_CONNECTIONS = 256;
