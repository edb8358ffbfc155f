import type { Service } from '../services.ts';

/** What kind of trouble an error is; every {@link ProvenaError} has exactly one. */
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

/** Which call an error belongs to. Holds no query and no body: those may carry what should not be printed. */
export interface RequestInfo {
  /** The client's method: `datastore.mintDataset`. */
  readonly operation: string;
  readonly service: Service;
  readonly method: string;
  /** Path of the route, without a query: `/register/mint-dataset`. */
  readonly route: string;
  /** Scheme, host and path. */
  readonly url: string;
}

/** One thing that is wrong with what was sent: an entry of a 422 answer, or of a check made here. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Machine-readable kind: the server's `type` (`value_error.missing`), or the name of a local rule. */
  readonly code: string;
}

export interface ErrorDetails {
  readonly request?: RequestInfo | undefined;
  /** HTTP status, where an answer came. */
  readonly status?: number | undefined;
  /** The server's own sentence. For people: never branch on it. */
  readonly detail?: string | undefined;
  readonly issues?: readonly Issue[] | undefined;
  /** The answer's body, parsed where it was JSON, with secrets taken out. */
  readonly body?: unknown;
  /** Whether the server may have carried out what was request although no usable answer came. */
  readonly outcomeUnknown?: boolean | undefined;
  /** Whether asking again after a while can help; the retry policy reads it. */
  readonly transient?: boolean | undefined;
  /** Milliseconds that the server request to wait (`Retry-After`). */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** Anything that goes wrong between this client and a Provena instance. `family` tells the kinds apart. */
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

  constructor(message: string, facts: ErrorDetails = {}) {
    super(formatMessage(message, facts), facts.cause === undefined ? {} : { cause: facts.cause });
    this.request = facts.request;
    this.status = facts.status;
    this.detail = facts.detail;
    this.issues = facts.issues ?? [];
    this.body = facts.body;
    this.outcomeUnknown = facts.outcomeUnknown ?? false;
    this.transient = facts.transient ?? false;
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** The token is missing, expired for good, or not accepted; or the realm gave none. */
export class AuthError extends ProvenaError {
  override readonly name = 'AuthError';
  readonly family = 'auth';
  /** The realm's error code (RFC 6749, RFC 8628), where it was the realm that refused. */
  readonly oauthError: string | undefined;

  constructor(message: string, facts: ErrorDetails & { readonly oauthError?: string | undefined } = {}) {
    super(message, facts);
    this.oauthError = facts.oauthError;
  }
}

/** The token is good but does not allow this: a realm role, an item's access settings, a lock or a release. */
export class ForbiddenError extends ProvenaError {
  override readonly name = 'ForbiddenError';
  readonly family = 'forbidden';
  /** Realm roles that the call needs and the token lacks; empty when the item itself is closed to the user. */
  readonly missingRoles: readonly string[];

  constructor(message: string, facts: ErrorDetails & { readonly missingRoles?: readonly string[] } = {}) {
    super(message, facts);
    this.missingRoles = facts.missingRoles ?? [];
  }
}

/** The server understood and said no: HTTP 400, 404, 405, 409, or 200 with `status.success: false`. */
export class RequestRejectedError extends ProvenaError {
  override readonly name = 'RequestRejectedError';
  readonly family = 'rejected';
  /**
   * What the refusal carried beside its status, such as the handle of a dataset that exists although minting it
   * "failed", the `failure_list` of an import, or the readable items of a page. `undefined` when there is none.
   */
  readonly partial: Readonly<Record<string, unknown>> | undefined;

  constructor(
    message: string,
    facts: ErrorDetails & { readonly partial?: Record<string, unknown> | undefined } = {},
  ) {
    super(message, facts);
    this.partial = facts.partial;
  }
}

/** What was sent has the wrong form: a 422 answer, or a check made here before anything was sent. */
export class InvalidError extends ProvenaError {
  override readonly name = 'InvalidError';
  readonly family = 'invalid';
}

/** The thing request for is not there, on the routes whose answer says so unmistakably. */
export class NotFoundError extends ProvenaError {
  override readonly name = 'NotFoundError';
  readonly family = 'notFound';
}

/** No answer, or one that says that the server is unwell: the network, 408, 429, 5xx. */
export class UnavailableError extends ProvenaError {
  override readonly name = 'UnavailableError';
  readonly family = 'unavailable';
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

/** An answer came that does not have the form this client knows. */
export class UnexpectedResponseError extends ProvenaError {
  override readonly name = 'UnexpectedResponseError';
  readonly family = 'unexpectedResponse';
}

function formatMessage(message: string, { request, issues }: ErrorDetails): string {
  const head = request ? `${request.operation}: ${message}` : message;
  if (!issues?.length) return head;
  return [`${head}:`, ...issues.map((issue) => `  ${formatIssue(issue)}`)].join('\n');
}

/** `dataset_info.license: expected an http or https URL`. */
export function formatIssue({ path, message }: Issue): string {
  return path.length > 0 ? `${formatIssuePath(path)}: ${message}` : message;
}

/** `inputs[0].dataset_id`. */
export function formatIssuePath(path: readonly (string | number)[]): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join('');
}
