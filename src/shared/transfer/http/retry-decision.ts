import { UnavailableError } from '../../client/index.ts';
import { describeRequest, type RequestContext, StoreRequestError } from '../errors.ts';
import { parseErrorBody } from '../s3/xml.ts';
import { ConnectionLostError } from './s3-connection-pool.ts';
import type { S3Response } from './undici-transport.ts';

/** Codes that say "these credentials no longer": one renewal may help. */
const EXPIRED_CREDENTIALS_CODES = new Set([
  'ExpiredToken',
  'InvalidToken',
  'InvalidAccessKeyId',
  'RequestExpired',
  'TokenRefreshRequired',
]);
/** Codes of trouble on the way or in the store, beyond all 5xx: the same request again may succeed. */
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

/** What to do about an answer that is not the one hoped for. */
export interface RetryDecision {
  readonly error: StoreRequestError | UnavailableError;
  readonly action: 'renew' | 'again' | 'again-now' | 'fail';
  /** The store asks for fewer requests. */
  readonly isThrottled: boolean;
}

/** Judges an answer whose status is an error, or a 200 whose body is one, as CompleteMultipartUpload may give. */
export function classifyResponse(request: RequestContext, answer: S3Response): RetryDecision {
  const { code, message } = parseErrorBody(answer.body) ?? { code: `Status${answer.status}`, message: '' };
  const retryAfter = Number(answer.headers['retry-after']);
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined;
  const { status } = answer;
  const error = new StoreRequestError(request, { status, code, message, retryAfterMs });
  const passes = TRANSIENT_CODES.has(code) || status >= 500 || status === 429 || status === 408;
  const next = EXPIRED_CREDENTIALS_CODES.has(code) ? 'renew' : passes && status !== 501 ? 'again' : 'fail';
  return { error, action: next, isThrottled: THROTTLING_CODES.has(code) };
}

/** Judges a request that had no answer, or not all of it. */
export function classifyFailure(request: RequestContext, host: string, cause: unknown): RetryDecision {
  const stale = cause instanceof ConnectionLostError && cause.wasStale;
  const code = getErrorCode(cause);
  const untrusted = CERTIFICATE_ERROR_CODE.test(code);
  const hint = untrusted
    ? 'its certificate is not trusted; name your own authority in NODE_EXTRA_CA_CERTS'
    : code === 'ENOTFOUND'
      ? 'no such host; check the region, the bucket and the endpoint'
      : cause instanceof Error
        ? cause.message
        : String(cause);
  const error = new UnavailableError(
    `cannot reach the store ${host} for ${describeRequest(request)}: ${hint}`,
    {
      cause,
      transient: !untrusted,
      mayHaveActed: true,
    },
  );
  return { error, action: untrusted ? 'fail' : stale ? 'again-now' : 'again', isThrottled: false };
}

/** The first error code of an error or of what caused it. */
function getErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return getErrorCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}
