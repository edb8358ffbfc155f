import { formatPath } from './json/format-path.ts';
import type { Service } from './services.ts';

/** Kind of an error. Every {@link ProvenaError} has exactly one. */
export type ErrorFamily =
  | 'auth'
  | 'forbidden'
  | 'rejected'
  | 'invalid'
  | 'notFound'
  | 'unavailable'
  | 'timedOut'
  | 'aborted'
  | 'unexpectedResponse';

/**
 * The call that an error belongs to. Contains no query and no body, because these may contain data that must not be
 * printed.
 */
export interface RequestInfo {
  /** Method of the client: `datastore.mintDataset`. */
  readonly operation: string;
  readonly service: Service;
  readonly method: string;
  /** Path of the route, without a query: `/register/mint-dataset`. */
  readonly route: string;
  /** Scheme, host and path. */
  readonly url: string;
}

/** One validation error: an entry of a 422 response, or of a local check. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Machine-readable kind: the server's `type` (`value_error.missing`), or the name of a local rule. */
  readonly code: string;
}

export interface ErrorDetails {
  readonly request?: RequestInfo | undefined;
  /** HTTP status, if there was a response. */
  readonly status?: number | undefined;
  /** Message of the server. For people: never branch on it. */
  readonly detail?: string | undefined;
  readonly issues?: readonly Issue[] | undefined;
  /** Body of the response, parsed if it is JSON, without secrets. */
  readonly body?: unknown;
  /** Whether the server may have done the work although there was no usable response. */
  readonly outcomeUnknown?: boolean | undefined;
  /** Whether a later retry can succeed; the retry policy reads it. */
  readonly transient?: boolean | undefined;
  /** Milliseconds to wait, as the server requested (`Retry-After`). */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** Any failure between this client and a Provena instance. `family` distinguishes the kinds. */
export abstract class ProvenaError extends Error {
  abstract readonly family: ErrorFamily;
  readonly request: RequestInfo | undefined;
  readonly status: number | undefined;
  readonly detail: string | undefined;
  readonly issues: readonly Issue[];
  readonly body: unknown;
  readonly outcomeUnknown: boolean;
  readonly transient: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(formatMessage(message, details), details.cause === undefined ? {} : { cause: details.cause });
    this.request = details.request;
    this.status = details.status;
    this.detail = details.detail;
    this.issues = details.issues ?? [];
    this.body = details.body;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
    this.transient = details.transient ?? false;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The token is missing, expired or rejected, or the realm issued none. */
export class AuthError extends ProvenaError {
  override readonly name = 'AuthError';
  readonly family = 'auth';
  /** Error code of the realm (RFC 6749, RFC 8628), if the realm rejected the request. */
  readonly oauthError: string | undefined;

  constructor(message: string, details: ErrorDetails & Partial<Pick<AuthError, 'oauthError'>> = {}) {
    super(message, details);
    this.oauthError = details.oauthError;
  }
}

/**
 * The token is valid but does not allow this: a realm role is missing, or the item is not shared, locked or released.
 */
export class ForbiddenError extends ProvenaError {
  override readonly name = 'ForbiddenError';
  readonly family = 'forbidden';
  /** Realm roles that the call needs and the token lacks; empty if the item itself is not accessible. */
  readonly missingRoles: readonly string[];

  constructor(message: string, details: ErrorDetails & Partial<Pick<ForbiddenError, 'missingRoles'>> = {}) {
    super(message, details);
    this.missingRoles = details.missingRoles ?? [];
  }
}

/** The server understood the request and rejected it: HTTP 400, 405, 409, 413, or 200 with `status.success: false`. */
export class RequestRejectedError extends ProvenaError {
  override readonly name = 'RequestRejectedError';
  readonly family = 'rejected';
  /**
   * The rest of the response, such as the handle of a dataset that exists although minting "failed", the
   * `failure_list` of an import, or the readable items of a page. `undefined` if there is none.
   */
  readonly partial: Readonly<Record<string, unknown>> | undefined;

  constructor(message: string, details: ErrorDetails & Partial<Pick<RequestRejectedError, 'partial'>> = {}) {
    super(message, details);
    this.partial = details.partial;
  }
}

/** The request failed validation: a 422 response, or a local check before anything was sent. */
export class InvalidError extends ProvenaError {
  override readonly name = 'InvalidError';
  readonly family = 'invalid';
}

/** The requested resource does not exist, on routes whose response is unambiguous. */
export class NotFoundError extends ProvenaError {
  override readonly name = 'NotFoundError';
  readonly family = 'notFound';
}

/** No response, or one that reports a problem of the server: network failure, 408, 429, 5xx. */
export class UnavailableError extends ProvenaError {
  override readonly name = 'UnavailableError';
  readonly family = 'unavailable';
  /** Host name of the address, if no such host exists: the address is wrong. */
  readonly unknownHost: string | undefined;
  /** Whether the address begins with https, but its server does not use TLS. */
  readonly hasWrongScheme: boolean;

  constructor(
    message: string,
    details: ErrorDetails & Partial<Pick<UnavailableError, 'unknownHost' | 'hasWrongScheme'>> = {},
  ) {
    super(message, details);
    this.unknownHost = details.unknownHost;
    this.hasWrongScheme = details.hasWrongScheme ?? false;
  }
}

export class TimedOutError extends ProvenaError {
  override readonly name = 'TimedOutError';
  readonly family = 'timedOut';
}

/** The caller's own `AbortSignal` ended the call; its reason is the `cause`. */
export class AbortedError extends ProvenaError {
  override readonly name = 'AbortedError';
  readonly family = 'aborted';
}

/** The response does not match the schema of the client, or is not from Provena: a login page, a proxy, another host. */
export class UnexpectedResponseError extends ProvenaError {
  override readonly name = 'UnexpectedResponseError';
  readonly family = 'unexpectedResponse';
}

/** Lines of a message; the issues of an error are complete. */
const MAX_ISSUE_LINES = 1000;

function formatMessage(message: string, { request, issues }: ErrorDetails): string {
  const head = request ? `${request.operation}: ${message}` : message;
  if (!issues?.length) return head;
  const lines = issues.slice(0, MAX_ISSUE_LINES).map((issue) => `  ${formatIssue(issue)}`);
  const omitted = issues.length - lines.length;
  return [`${head}:`, ...lines, ...(omitted > 0 ? [`  … and ${omitted} more`] : [])].join('\n');
}

/** `dataset_info.license: expected an http or https URL`. A path of one name can be that of a file and is not quoted. */
export function formatIssue({ path, message }: Issue): string {
  const [name] = path;
  if (name === undefined) return message;
  return `${path.length === 1 && typeof name === 'string' ? name : formatPath(path)}: ${message}`;
}
