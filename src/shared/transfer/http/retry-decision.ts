import { type ProvenaError, UnavailableError, UnexpectedResponseError } from '../../client/errors.ts';
import { classifyNetworkFailure } from '../../client/http/network-failure.ts';
import { getCodeTraits } from '../error-codes.ts';
import {
  describeRequest,
  formatAddressAdvice,
  type RequestContext,
  StoreRequestError,
  type StoreSettingValues,
  type StoreState,
} from '../errors.ts';
import { ConnectionLostError } from './s3-connection.ts';
import { ResponseTooLongError, type S3Response } from './s3-transport.ts';

/** How to continue after a failed request. */
export interface RetryDecision {
  readonly error: ProvenaError;
  /** `retry` waits for the backoff, `retry-now` does not. */
  readonly action: 'renew-credentials' | 'retry' | 'retry-now' | 'fail';
  /** How often a request may renew the credentials for this reason. */
  readonly maxRenewals?: number;
  /** Whether the store requires fewer requests. */
  readonly isThrottled: boolean;
  /** The store's time, if it rejected that of the request. */
  readonly serverTime?: string | undefined;
}

/** Classifies an error response, or a 200 whose body is an error, as CompleteMultipartUpload may return. */
export async function classifyResponse(
  request: RequestContext,
  response: S3Response,
  store: StoreState,
): Promise<RetryDecision> {
  const { status } = response;
  // Most runs see no error, so that the parser is loaded only after one.
  const { parseErrorBody } = await import('../s3/xml.ts');
  const parsed = parseErrorBody(response.body);
  const retryAfter = Number(response.headers['retry-after']);
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined;
  const bucketRegion = response.headers['x-amz-bucket-region'];
  const details = { status, code: parsed?.code, message: parsed?.message ?? '', retryAfterMs, bucketRegion };
  const error = new StoreRequestError(request, details, store);
  const { code } = error;
  const {
    isExpired = false,
    isThrottled = false,
    isTransient = status >= 500 || status === 429 || status === 408,
  } = getCodeTraits(code);
  // A response to HEAD has no body and so no code. S3 responds with 400 to expired credentials.
  if (isExpired || (request.operation === 'HeadObject' && code === 'Status400'))
    return { error, action: 'renew-credentials', maxRenewals: isExpired ? 2 : 1, isThrottled };
  return {
    error,
    action: isTransient && status !== 501 ? 'retry' : 'fail',
    isThrottled,
    serverTime: parsed?.serverTime,
  };
}

/** Classifies a request that got no response, or only a part of one. */
export function classifyFailure(
  request: RequestContext,
  store: StoreSettingValues,
  cause: unknown,
): RetryDecision {
  if (cause instanceof ResponseTooLongError) {
    const message = `the store returned an invalid response to ${describeRequest(request)}: ${cause.message}. ${formatAddressAdvice(store)}`;
    return { error: new UnexpectedResponseError(message, { cause }), action: 'fail', isThrottled: false };
  }
  const wasStale = cause instanceof ConnectionLostError && cause.wasStale;
  const { reason, code, isTransient, isUnsent, isAddressSuspect, isOpenSslError } =
    classifyNetworkFailure(cause);
  const advice = isAddressSuspect
    ? `. Check the region (${store.names.region}) and the address of the store (${store.names.endpoint})`
    : '';
  // After something was sent, the message of the error contains more: how much of a body arrived, for example.
  const explanation =
    isUnsent || isOpenSslError
      ? `${reason}${advice}`
      : cause instanceof Error
        ? cause.message
        : String(cause);
  const error = new UnavailableError(
    `cannot reach the store ${new URL(store.origin).host} for ${describeRequest(request)}: ${explanation} (${code})`,
    { cause, transient: isTransient, outcomeUnknown: !isUnsent },
  );
  const action = isTransient ? (wasStale ? 'retry-now' : 'retry') : 'fail';
  return { error, action, isThrottled: false };
}
