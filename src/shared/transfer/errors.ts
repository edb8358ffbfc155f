import { type Family, InvalidError, type Issue, ProvenaError } from '../client/index.ts';

/** What was asked of the store when something went wrong. */
export interface RequestContext {
  /** S3's name of the operation: `UploadPart`. */
  readonly operation: string;
  readonly key?: string | undefined;
}

const ERROR_FAMILIES: Readonly<Record<string, Family>> = {
  AccessDenied: 'forbidden',
  ExpiredToken: 'auth',
  InvalidAccessKeyId: 'auth',
  InvalidToken: 'auth',
  SignatureDoesNotMatch: 'auth',
  NoSuchBucket: 'notFound',
  NoSuchKey: 'notFound',
  NoSuchUpload: 'notFound',
  InternalError: 'unavailable',
  RequestTimeout: 'unavailable',
  ServiceUnavailable: 'unavailable',
  SlowDown: 'unavailable',
};

/** The store answered and said no. */
export class StoreRequestError extends ProvenaError {
  override readonly name = 'StoreRefusal';
  readonly family: Family;
  /** S3's error code, such as `AccessDenied`; `Status<n>` where the answer had none. */
  readonly code: string;

  constructor(
    request: RequestContext,
    answer: { status: number; code: string; message: string; retryAfterMs?: number | undefined },
  ) {
    const { status, code, message, retryAfterMs } = answer;
    const family = ERROR_FAMILIES[code] ?? (status >= 500 ? 'unavailable' : 'refused');
    super(`the store refused ${describeRequest(request)}: ${code} (${status}) ${message}`.trimEnd(), {
      status,
      detail: message,
      retryAfterMs,
      transient: family === 'unavailable',
    });
    this.code = code;
    this.family = family;
  }
}

/** A problem with one file, local or remote; the others go on. Its message says what to do. */
export class FileTransferError extends Error {
  override readonly name = 'FileProblem';
}

/** Several bad names found before anything was sent. */
export function createInvalidNamesError(issues: readonly Issue[]): InvalidError {
  const count = issues.length === 1 ? 'one file' : `${issues.length} files`;
  return new InvalidError(`${count} cannot be transferred as named`, { issues });
}

/** `UploadPart of datasets/…/a`, for messages. */
export function describeRequest({ operation, key }: RequestContext): string {
  return key === undefined ? operation : `${operation} of ${key}`;
}

/** The sentence to keep for a person of whatever was thrown. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
