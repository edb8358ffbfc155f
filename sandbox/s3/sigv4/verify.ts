import { timingSafeEqual } from 'node:crypto';
import { S3Error } from '../errors.ts';
import type { Identity, Issuer } from '../identity.ts';
import { getHeader, type S3Request } from '../request.ts';
import { type PresentedSignature, readAuthorization } from './authorization.ts';
import {
  createStringToSign,
  deriveSigningKey,
  formatCanonicalRequest,
  hmac,
  type Scope,
} from './canonical.ts';

export interface VerifiedRequest {
  readonly identity: Identity;
  readonly payloadHash: string;
  /** The start of the chain of signatures of an aws-chunked body. */
  readonly seed: {
    readonly key: Buffer;
    readonly signature: string;
    readonly timestamp: string;
    readonly scope: Scope;
  };
}

const MAX_SKEW_MS = 15 * 60_000;
const MAX_CACHED_SESSIONS = 1_000;

/** Returns who signed a request. @throws S3Error for a missing or invalid signature */
export type VerifyRequest = (request: S3Request, now: number) => VerifiedRequest;

export function createVerifier(issuer: Issuer, region: string): VerifyRequest {
  const openSession = createSessionReader(issuer);
  return (request, now) => {
    const presented = readAuthorization(request);
    checkRegion(presented, region);
    checkDate(presented);
    const { identity, accessKeyId, key } = openSession(presented);
    if (accessKeyId !== presented.scope.accessKeyId) throw new S3Error('InvalidToken');
    if (identity.expires <= now) throw new S3Error('ExpiredToken');
    checkTime(presented, now);
    checkCoverage(request, presented);
    checkSignature(request, presented, key);
    const { payloadHash, scope, signature, timestamp } = presented;
    return { identity, payloadHash, seed: { key, signature, timestamp, scope } };
  };
}

/** Reads each token, and derives its signing key, once for each day. @throws S3Error for a missing or invalid token */
function createSessionReader(issuer: Issuer) {
  const sessions = new Map<string, { identity: Identity; accessKeyId: string; key: Buffer }>();
  return ({ sessionToken, scope }: PresentedSignature) => {
    if (sessionToken === undefined) throw new S3Error('InvalidAccessKeyId');
    const name = `${sessionToken}/${scope.date}`;
    const known = sessions.get(name);
    if (known) return known;
    if (sessions.size >= MAX_CACHED_SESSIONS) sessions.clear();
    const { secret, ...token } = issuer.read(sessionToken);
    const session = { ...token, key: deriveSigningKey(secret, scope) };
    sessions.set(name, session);
    return session;
  };
}

function checkRegion({ scope, malformed: code }: PresentedSignature, region: string): void {
  if (scope.region === region) return;
  const message = `The region '${scope.region}' is wrong; expecting '${region}'`;
  throw new S3Error(code, message, { Region: region }, { 'x-amz-bucket-region': region });
}

/** The signing key is valid only for the day of the request. */
function checkDate({ scope, timestamp, malformed }: PresentedSignature): void {
  const day = timestamp.slice(0, 8);
  if (scope.date === day) return;
  throw new S3Error(
    malformed,
    `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${day}".`,
  );
}

function checkTime(presented: PresentedSignature, now: number): void {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(presented.timestamp) ?? [];
  if (!y) throw new S3Error('AccessDenied', 'The date of the request must be of the form yyyymmddThhmmssZ.');
  const signed = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  const serverTime = new Date(now).toISOString();
  if (presented.expiresInSeconds !== undefined) {
    const expires = signed + presented.expiresInSeconds * 1000;
    if (now < expires && signed - now < MAX_SKEW_MS) return;
    throw new S3Error('AccessDenied', 'Request has expired', {
      Expires: new Date(expires).toISOString(),
      ServerTime: serverTime,
    });
  }
  if (Math.abs(now - signed) <= MAX_SKEW_MS) return;
  throw new S3Error('RequestTimeTooSkewed', undefined, {
    RequestTime: presented.timestamp,
    ServerTime: serverTime,
    MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
  });
}

function checkCoverage(request: S3Request, presented: PresentedSignature): void {
  const signed = new Set(presented.signedHeaders);
  const missing = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.has(name),
  );
  if (missing.length === 0) return;
  throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
    HeadersNotSigned: missing.join(', '),
  });
}

function checkSignature(request: S3Request, presented: PresentedSignature, key: Buffer): void {
  const canonical = formatCanonicalRequest({
    method: request.method,
    path: request.path,
    query: [...request.query].filter(([name]) => name !== 'X-Amz-Signature'),
    signedHeaders: presented.signedHeaders,
    headerValue: (name) => getHeader(request, name) ?? '',
    payloadHash: presented.payloadHash,
  });
  const text = createStringToSign(presented.timestamp, presented.scope, canonical);
  const expected = hmac(key, text);
  const actual = Buffer.from(presented.signature, 'hex');
  if (actual.length === expected.length && timingSafeEqual(actual, expected)) return;
  throw new S3Error('SignatureDoesNotMatch', undefined, {
    AWSAccessKeyId: presented.scope.accessKeyId,
    StringToSign: text,
    SignatureProvided: presented.signature,
    CanonicalRequest: canonical,
  });
}
