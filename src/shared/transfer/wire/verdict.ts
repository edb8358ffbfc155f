import { UnavailableError } from '../../client/index.ts';
import { describe, StoreRefusal, type StoreRequest } from '../errors.ts';
import { parseError } from '../s3/xml.ts';
import { LaneBroken } from './lane.ts';
import type { Answered } from './wire.ts';

/** Codes that say "these credentials no longer": one renewal may help. */
const EXPIRED = new Set([
  'ExpiredToken',
  'InvalidToken',
  'InvalidAccessKeyId',
  'RequestExpired',
  'TokenRefreshRequired',
]);
/** Codes of trouble on the way or in the store, beyond all 5xx: the same request again may succeed. */
const PASSING = new Set([
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
const SLOWER = new Set([
  'SlowDown',
  'Throttling',
  'TooManyRequests',
  'ServiceUnavailable',
  'Status503',
  'Status429',
]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_/;

/** What to do about an answer that is not the one hoped for. */
export interface Verdict {
  readonly error: StoreRefusal | UnavailableError;
  readonly next: 'renew' | 'again' | 'again-now' | 'fail';
  /** The store asks for fewer requests. */
  readonly slower: boolean;
}

/** Judges an answer whose status is an error, or a 200 whose body is one, as CompleteMultipartUpload may give. */
export function judgeAnswer(request: StoreRequest, answer: Answered): Verdict {
  const { code, message } = parseError(answer.body) ?? { code: `Status${answer.status}`, message: '' };
  const retryAfter = Number(answer.headers['retry-after']);
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined;
  const { status } = answer;
  const error = new StoreRefusal(request, { status, code, message, retryAfterMs });
  const passes = PASSING.has(code) || status >= 500 || status === 429 || status === 408;
  const next = EXPIRED.has(code) ? 'renew' : passes && status !== 501 ? 'again' : 'fail';
  return { error, next, slower: SLOWER.has(code) };
}

/** Judges a request that had no answer, or not all of it. */
export function judgeFailure(request: StoreRequest, host: string, cause: unknown): Verdict {
  const stale = cause instanceof LaneBroken && cause.wasStale;
  const code = codeOf(cause);
  const untrusted = CERTIFICATE.test(code);
  const hint = untrusted
    ? 'its certificate is not trusted; name your own authority in NODE_EXTRA_CA_CERTS'
    : code === 'ENOTFOUND'
      ? 'no such host; check the region, the bucket and the endpoint'
      : cause instanceof Error
        ? cause.message
        : String(cause);
  const error = new UnavailableError(`cannot reach the store ${host} for ${describe(request)}: ${hint}`, {
    cause,
    transient: !untrusted,
    mayHaveActed: true,
  });
  return { error, next: untrusted ? 'fail' : stale ? 'again-now' : 'again', slower: false };
}

/** The first error code of an error or of what caused it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}
