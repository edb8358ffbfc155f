import type { ErrorFamily } from '../client/errors.ts';

/** What an error code of S3 means. */
interface CodeTraits {
  /** Default: by the status. */
  readonly family?: ErrorFamily;
  readonly remedy?: string;
  /** Whether the same request may succeed later. A status of 5xx means this without a code, too. */
  readonly isTransient?: boolean;
  /** Whether the store requires fewer requests. */
  readonly isThrottled?: boolean;
  /** Whether the credentials are no longer valid: a renewal may help. */
  readonly isExpired?: boolean;
  /**
   * Whether the store does not know the bucket of the dataset, or the credentials that Provena issues for it: usually a store
   * other than that of the instance.
   */
  readonly isOfOtherStore?: boolean;
  /** Whether the bucket is in a region other than that of the request. */
  readonly isOfOtherRegion?: boolean;
}

export const ADMINISTRATOR = 'the administrator of the Provena instance';

const CODES: ReadonlyMap<string, CodeTraits> = new Map<string, CodeTraits>([
  [
    'AccessDenied',
    { family: 'forbidden', remedy: `The credentials of Provena do not permit it. Ask ${ADMINISTRATOR}` },
  ],
  ['AuthorizationHeaderMalformed', { isOfOtherRegion: true }],
  ['BadDigest', { isTransient: true }],
  ['ExpiredToken', { isExpired: true, isOfOtherStore: true }],
  ['IllegalLocationConstraintException', { isOfOtherRegion: true }],
  ['IncompleteBody', { isTransient: true }],
  ['InternalError', { family: 'unavailable', isTransient: true }],
  ['InvalidAccessKeyId', { isExpired: true, isOfOtherStore: true }],
  [
    'InvalidObjectState',
    { remedy: 'The file is in an archive of the store: ask its administrator to restore it' },
  ],
  ['InvalidToken', { isExpired: true, isOfOtherStore: true }],
  ['NoSuchBucket', { isOfOtherStore: true }],
  ['NoSuchKey', { family: 'notFound', remedy: 'It was deleted after it was listed. Run the download again' }],
  ['NoSuchUpload', { family: 'notFound' }],
  ['OperationAborted', { isTransient: true }],
  ['PermanentRedirect', { isOfOtherRegion: true }],
  [
    'PreconditionFailed',
    { remedy: 'It has changed in the store since it was listed. Run the download again' },
  ],
  ['RequestExpired', { isExpired: true }],
  ['RequestTimeTooSkewed', { remedy: 'Set the clock of this machine' }],
  ['RequestTimeout', { family: 'unavailable', isTransient: true }],
  ['ServiceUnavailable', { family: 'unavailable', isThrottled: true }],
  ['SignatureDoesNotMatch', { isOfOtherStore: true }],
  ['SlowDown', { family: 'unavailable', isTransient: true, isThrottled: true }],
  ['Status429', { isThrottled: true }],
  ['Status503', { isThrottled: true }],
  ['TemporaryRedirect', { isOfOtherRegion: true }],
  ['Throttling', { isTransient: true, isThrottled: true }],
  ['TokenRefreshRequired', { isExpired: true }],
  ['TooManyRequests', { isTransient: true, isThrottled: true }],
  ['XAmzContentChecksumMismatch', { isTransient: true }],
]);

/** @param code `Status<n>` for a response without a code. */
export function getCodeTraits(code: string): CodeTraits {
  return CODES.get(code) ?? {};
}
