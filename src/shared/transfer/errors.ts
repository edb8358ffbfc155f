import { type ErrorFamily, InvalidError, type Issue, ProvenaError } from '../client/errors.ts';
import { findProxy } from '../client/http/find-proxy.ts';
import type { ProxyOptions } from '../client/http/proxy-settings.ts';
import { UnsafePathError } from '../files/safe-path.ts';
import { explainFileFailure } from '../files/write-errors.ts';
import { formatCount } from '../format-count.ts';
import { ADMINISTRATOR, getCodeTraits } from './error-codes.ts';
import { DEFAULT_RETRY_POLICY, type SettingNames } from './store.ts';

/** Identifies a request to the store in messages. */
export interface RequestContext {
  /** S3's name of the operation, such as `UploadPart`. */
  readonly operation: string;
  readonly key?: string | undefined;
}

/** A region as AWS names it; the header is text of the server. */
const REGION = /^[a-z\d-]{1,40}$/;

/** The address of a store, and the names of its settings. */
export interface StoreSettingValues {
  readonly origin: string;
  readonly proxy: ProxyOptions | undefined;
  readonly region: string;
  readonly names: SettingNames;
}

/** The store when a request was sent. */
export interface StoreState extends StoreSettingValues {
  /** Whether it has accepted an earlier request. */
  readonly hasAccepted: boolean;
}

interface StoreErrorResponse {
  readonly status: number;
  /** Undefined if the response does not have the format of S3. */
  readonly code: string | undefined;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  /** The region of the bucket, from the header `x-amz-bucket-region` that S3 adds to errors. */
  readonly bucketRegion?: string | undefined;
}

/** The store returned an error response. */
export class StoreRequestError extends ProvenaError {
  override readonly name = 'StoreRequestError';
  readonly family: ErrorFamily;
  /** S3's error code, such as `AccessDenied`; `Status<n>` if the response had none. */
  readonly code: string;
  /** Whether all requests would fail in the same way. */
  readonly isOfAllFiles: boolean;

  constructor(request: RequestContext, response: StoreErrorResponse, store: StoreState) {
    const { status, code = `Status${status}`, message, retryAfterMs } = response;
    const remedy = formatRemedy(request, response, store);
    const { isOfOtherStore = false, family = status >= 500 ? 'unavailable' : 'rejected' } =
      getCodeTraits(code);
    const text =
      `the store rejected ${describeRequest(request)}: ${code} (${status}) ${message}${formatWait(retryAfterMs)}`.trimEnd();
    super(remedy === undefined ? text : `${text.replace(/\.$/, '')}. ${remedy}`, {
      status,
      detail: message,
      retryAfterMs,
      transient: family === 'unavailable',
    });
    this.code = code;
    this.family = family;
    this.isOfAllFiles = isOfOtherStore && !isChangedByProxy(code, store);
  }
}

/** Some proxies rewrite the path of a request, and with it the signed name of a file. */
function isChangedByProxy(code: string, { hasAccepted }: StoreState): boolean {
  return code === 'SignatureDoesNotMatch' && hasAccepted;
}

/** What to change, appended to the message of the store; undefined if that has to suffice. */
function formatRemedy(
  { operation }: RequestContext,
  { status, code = '', bucketRegion = '' }: StoreErrorResponse,
  store: StoreState,
): string | undefined {
  const { region, names, hasAccepted } = store;
  const { remedy, isOfOtherStore, isOfOtherRegion } = getCodeTraits(code);
  if (remedy !== undefined) return remedy;
  if (isChangedByProxy(code, store))
    return `The store accepted earlier requests, so a proxy may have changed this one. ${formatAddressAdvice(store)}`;
  if (isOfOtherStore && hasAccepted)
    return `The store accepted earlier requests, so access has been revoked since then. Ask ${ADMINISTRATOR}`;
  if (isOfOtherStore) return `The dataset may be in another store. ${formatAddressAdvice(store)}`;
  if (isOfOtherRegion || (status >= 300 && status < 400)) {
    if (!REGION.test(bucketRegion))
      return `Check the region (${names.region}) and the address of the store (${names.endpoint}): ${store.origin}`;
    return bucketRegion === region
      ? `The bucket is in region ${region}, as in the request. ${formatAddressAdvice(store)}`
      : `The bucket is in region ${bucketRegion}: set ${names.region} to it`;
  }
  // A response to HEAD has no body. A gateway before a store may respond with 5xx.
  const isOfStore = code !== '' || operation === 'HeadObject' || status >= 500;
  return isOfStore ? undefined : `The response does not have the format of S3. ${formatAddressAdvice(store)}`;
}

/** Formats the advice after a response that may come from a program other than the store. */
export function formatAddressAdvice({ origin, proxy, names }: StoreSettingValues): string {
  const via = proxy && findProxy(new URL(origin), proxy);
  return `Check the address of the store (${names.endpoint}): ${origin}${via ? `, and the proxy: ${via.host}` : ''}`;
}

/** Retries wait up to 20 s; a longer wait is left to the user. */
function formatWait(retryAfterMs = 0): string {
  return retryAfterMs > DEFAULT_RETRY_POLICY.maxMs
    ? `; retry after ${Math.round(retryAfterMs / 1000)} s`
    : '';
}

/** The transfer of one file failed; the others continue. The message contains the remedy. */
export class FileTransferError extends Error {
  override readonly name = 'FileTransferError';
}

/** Creates the error for file names that were rejected before anything was sent. */
export function createInvalidNamesError(issues: readonly Issue[]): InvalidError {
  return new InvalidError(`${formatCount(issues.length, 'file name')} cannot be used`, { issues });
}

/** Throws if files exist of which none may be replaced; nothing was transferred. */
export function assertNoneExist(
  transfer: 'upload' | 'download',
  files: readonly string[],
  { ifExists }: SettingNames,
): void {
  if (files.length === 0) return;
  const count = formatCount(files.length, 'file already exists', 'files already exist');
  const remedy = `To ${transfer} the others, set ${ifExists} to skip-unchanged or overwrite`;
  const message = transfer === 'upload' ? 'already exists in the dataset' : 'already exists';
  throw new InvalidError(`${count}, but ${ifExists} is error. ${remedy}, or rename the files`, {
    issues: files.map((name) => ({ path: [name], message, code: 'exists' })),
  });
}

/** Converts an error of the file system to one that names the file, the reason and the remedy; returns any other error as it is. */
export function explainFileError(error: unknown, path: string, problem: string): unknown {
  const reason = error instanceof UnsafePathError ? undefined : explainFileFailure(error);
  return reason === undefined
    ? error
    : new FileTransferError(`${path} ${problem}: ${reason}`, { cause: error });
}

/** Formats `UploadPart of datasets/…/a`, for messages. */
export function describeRequest({ operation, key }: RequestContext): string {
  return key === undefined ? operation : `${operation} of ${key}`;
}
