import { type ProvenaError, UnavailableError, UnexpectedResponseError } from '../../client/index.ts';
import { describeRequest, type RequestContext, StoreRequestError } from '../errors.ts';
import { parseErrorBody } from '../s3/xml.ts';
import { ConnectionLostError } from './s3-connection-pool.ts';
import { ResponseTooLongError, type S3Response } from './undici-transport.ts';

/** Error codes for credentials that are no longer valid: one renewal may help. */
const EXPIRED_CREDENTIALS_CODES = new Set([
  'ExpiredToken',
  'InvalidToken',
  'InvalidAccessKeyId',
  'RequestExpired',
  'TokenRefreshRequired',
]);
/** Error codes, beyond all 5xx, after which the same request may succeed. */
const TRANSIENT_CODES = new Set([
  'BadDigest',
  'IncompleteBody',
  'InternalError',
  'OperationAborted',
  'RequestTimeout',
  'SlowDown',
  'Throttling',
  'TooManyRequests',
  'XAmzContentChecksumMismatch',
]);
const THROTTLING_CODES = new Set([
  'SlowDown',
  'Throttling',
  'TooManyRequests',
  'ServiceUnavailable',
  'Status503',
  'Status429',
]);
const CERTIFICATE_ERROR_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_/;

/** How to continue after a failed request. */
export interface RetryDecision {
  readonly error: ProvenaError;
  /** `retry` waits for the backoff, `retry-now` does not. */
  readonly action: 'renew-credentials' | 'retry' | 'retry-now' | 'fail';
  /** Whether the store asks for fewer requests. */
  readonly isThrottled: boolean;
}

/** Classifies an error response, or a 200 whose body is an error, as CompleteMultipartUpload may return. */
export function classifyResponse(request: RequestContext, response: S3Response): RetryDecision {
  const { status } = response;
  const { code, message } = parseErrorBody(response.body) ?? { code: `Status${status}`, message: '' };
  const retryAfter = Number(response.headers['retry-after']);
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined;
  const error = new StoreRequestError(request, { status, code, message, retryAfterMs });
  const isTransient = TRANSIENT_CODES.has(code) || status >= 500 || status === 429 || status === 408;
  const isThrottled = THROTTLING_CODES.has(code);
  if (EXPIRED_CREDENTIALS_CODES.has(code)) return { error, action: 'renew-credentials', isThrottled };
  return { error, action: isTransient && status !== 501 ? 'retry' : 'fail', isThrottled };
}

/** Classifies a request that got no response, or only a part of one. */
export function classifyFailure(request: RequestContext, host: string, cause: unknown): RetryDecision {
  if (cause instanceof ResponseTooLongError) {
    const message = `the store returned an invalid response to ${describeRequest(request)}: ${cause.message}`;
    return { error: new UnexpectedResponseError(message, { cause }), action: 'fail', isThrottled: false };
  }
  const wasStale = cause instanceof ConnectionLostError && cause.wasStale;
  const code = getErrorCode(cause);
  const isUntrusted = CERTIFICATE_ERROR_CODE.test(code);
  const error = new UnavailableError(
    `cannot reach the store ${host} for ${describeRequest(request)}: ${describeCause(cause, code)}`,
    { cause, transient: !isUntrusted, outcomeUnknown: true },
  );
  const action = isUntrusted ? 'fail' : wasStale ? 'retry-now' : 'retry';
  return { error, action, isThrottled: false };
}

function describeCause(cause: unknown, code: string): string {
  if (CERTIFICATE_ERROR_CODE.test(code))
    return 'its certificate is not trusted. Set NODE_EXTRA_CA_CERTS to the file of your own certificate authority';
  if (code === 'ENOTFOUND') return 'unknown host. Check the region, the bucket and the endpoint';
  return cause instanceof Error ? cause.message : String(cause);
}

/** Returns the first error code of an error or its causes. */
function getErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return getErrorCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}
