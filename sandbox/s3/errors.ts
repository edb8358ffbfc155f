/** Status and message of the documented errors of S3, by code. Clients must branch on code and status only. */
const ERRORS = {
  AccessDenied: [403, 'Access Denied'],
  AuthorizationHeaderMalformed: [400, 'The authorization header that you provided is not valid.'],
  AuthorizationQueryParametersError: [
    400,
    'The signing parameters in the query are incomplete or not valid.',
  ],
  BadDigest: [400, 'The checksum you specified did not match what we received.'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the largest allowed object size.'],
  EntityTooSmall: [400, 'Your proposed upload is smaller than the smallest allowed size.'],
  ExpiredToken: [400, 'The provided token has expired.'],
  IncompleteBody: [400, 'You did not send the number of bytes that the Content-Length header names.'],
  InternalError: [500, 'We encountered an internal error. Please try again.'],
  InvalidAccessKeyId: [403, 'The access key id you provided does not exist in our records.'],
  InvalidArgument: [400, 'Invalid argument.'],
  InvalidDigest: [400, 'The Content-MD5 you specified is not valid.'],
  InvalidPart: [400, 'A part of the list was not found, or its entity tag does not match.'],
  InvalidPartOrder: [400, 'The list of parts is not in ascending order.'],
  InvalidPartNumber: [416, 'The requested part number does not exist.'],
  InvalidRange: [416, 'The requested range cannot be satisfied.'],
  InvalidRequest: [400, 'The request is not valid.'],
  InvalidToken: [400, 'The provided token is malformed or otherwise not valid.'],
  InvalidURI: [400, 'The path of the request could not be decoded.'],
  KeyTooLongError: [400, 'Your key is too long.'],
  MalformedXML: [400, 'The XML that you provided is not well formed or does not fit the schema.'],
  MissingContentLength: [411, 'You must provide the Content-Length header.'],
  NoSuchBucket: [404, 'The bucket does not exist.'],
  NoSuchKey: [404, 'The key does not exist.'],
  NoSuchUpload: [404, 'The multipart upload does not exist. It may have been completed or aborted.'],
  NotImplemented: [501, 'This feature is not implemented.'],
  NotModified: [304, 'Not Modified'],
  PreconditionFailed: [412, 'At least one of the preconditions that you specified did not hold.'],
  RequestTimeTooSkewed: [403, 'The time of the request and the time of the store differ too much.'],
  RequestTimeout: [400, 'Your connection was not read from or written to within the timeout.'],
  SignatureDoesNotMatch: [403, 'The signature that you provided does not match the one we calculated.'],
  SlowDown: [503, 'Reduce your request rate.'],
  XAmzContentSHA256Mismatch: [400, 'The x-amz-content-sha256 header does not match what we received.'],
} as const satisfies Record<string, readonly [number, string]>;

export type S3ErrorCode = keyof typeof ERRORS;
export const S3_ERROR_CODES = Object.keys(ERRORS) as S3ErrorCode[]; // the keys of the constant

/** An error response of S3. Operations throw it, and the server renders it. */
export class S3Error extends Error {
  readonly code: S3ErrorCode;
  readonly status: number;
  /** Further elements of the XML body, such as the expected region. */
  readonly details: Record<string, string>;
  readonly headers: Record<string, string>;

  constructor(
    code: S3ErrorCode,
    message: string = ERRORS[code][1],
    details: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
    this.status = ERRORS[code][0];
    this.details = details;
    this.headers = headers;
  }
}
