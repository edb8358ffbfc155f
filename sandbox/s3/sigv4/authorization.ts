import { S3Error } from '../errors.ts';
import { getHeader, type S3Request } from '../request.ts';
import type { Scope } from './canonical.ts';

/** The signature of a request, from its headers or its query. */
export interface PresentedSignature {
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `yyyymmddThhmmssZ` */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  readonly payloadHash: string;
  /** The error of a signature that is malformed or of another region or day. */
  readonly malformed: Malformed;
  /** The lifetime of a presigned request; undefined for others. */
  readonly expiresInSeconds?: number;
}

const MAX_PRESIGNED_SECONDS = 604_800;

/** Reads the signature of a request. @throws S3Error if it is missing or malformed */
export function readAuthorization(request: S3Request): PresentedSignature {
  const authorization = getHeader(request, 'authorization');
  const presigned = request.query.has('X-Amz-Signature');
  if (authorization !== undefined && presigned) {
    throw new S3Error('InvalidArgument', 'Only one authentication mechanism is allowed.');
  }
  if (authorization !== undefined) return fromHeader(request, authorization);
  if (presigned || request.query.has('X-Amz-Algorithm')) return fromQuery(request);
  if (request.query.has('AWSAccessKeyId')) throw createUnsupportedError(); // version 2, the default of `aws s3 presign`
  throw new S3Error('AccessDenied');
}

function fromHeader(request: S3Request, authorization: string): PresentedSignature {
  const [algorithm, ...rest] = authorization.split(' ');
  if (algorithm !== 'AWS4-HMAC-SHA256') throw createUnsupportedError();
  const fields = new Map<string, string>();
  for (const pair of rest.join('').split(',')) {
    const equals = pair.indexOf('=');
    fields.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  const timestamp = getHeader(request, 'x-amz-date');
  const payloadHash = getHeader(request, 'x-amz-content-sha256');
  if (timestamp === undefined) throw new S3Error('AccessDenied', 'A signed request needs x-amz-date.');
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const malformed = 'AuthorizationHeaderMalformed';
  return {
    scope: readScope(fields.get('Credential'), malformed),
    signedHeaders: requireField(fields.get('SignedHeaders'), malformed).split(';'),
    signature: requireField(fields.get('Signature'), malformed),
    malformed,
    timestamp,
    sessionToken: getHeader(request, 'x-amz-security-token'),
    payloadHash,
  };
}

function fromQuery(request: S3Request): PresentedSignature {
  const malformed = 'AuthorizationQueryParametersError';
  const take = (name: string) => requireField(request.query.get(name), malformed);
  const expiresInSeconds = Number(take('X-Amz-Expires'));
  if (take('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') throw new S3Error(malformed);
  if (!(expiresInSeconds > 0 && expiresInSeconds <= MAX_PRESIGNED_SECONDS)) {
    throw new S3Error(malformed, 'X-Amz-Expires must be from 1 to 604800 seconds.');
  }
  return {
    scope: readScope(take('X-Amz-Credential'), malformed),
    malformed,
    signedHeaders: take('X-Amz-SignedHeaders').split(';'),
    signature: take('X-Amz-Signature'),
    timestamp: take('X-Amz-Date'),
    sessionToken: request.query.get('X-Amz-Security-Token'),
    payloadHash: request.query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    expiresInSeconds,
  };
}

/** The error of AWS for buckets that were created after 24 June 2020, in all regions. */
function createUnsupportedError(): S3Error {
  const reason = 'The authorization mechanism you have provided is not supported.';
  return new S3Error('InvalidRequest', `${reason} Please use AWS4-HMAC-SHA256.`);
}

type Malformed = 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError';

function readScope(credential: string | undefined, code: Malformed): Scope {
  const parts = requireField(credential, code).split('/');
  const [accessKeyId, date, region, service, terminator] = parts;
  if (parts.length !== 5 || !accessKeyId || !date || !region) throw new S3Error(code);
  if (service !== 's3' || terminator !== 'aws4_request') {
    throw new S3Error(code, 'The credential scope must end in s3/aws4_request.');
  }
  return { accessKeyId, date, region };
}

function requireField(value: string | undefined, code: Malformed): string {
  if (!value) throw new S3Error(code);
  return value;
}
