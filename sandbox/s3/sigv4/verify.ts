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
const MAX_CACHED_KEYS = 1_000;

/** Verifies the signatures of requests. */
export class Verifier {
  readonly #issuer: Issuer;
  readonly #region: string;
  readonly #keys = new Map<string, Buffer>();

  constructor(issuer: Issuer, region: string) {
    this.#issuer = issuer;
    this.#region = region;
  }

  /** @returns the signer of the request. @throws S3Error for a missing or invalid signature */
  verify(request: S3Request, now: number): VerifiedRequest {
    const presented = readAuthorization(request);
    this.#checkRegion(presented);
    checkDate(presented);
    const { identity, secret } = this.#issuer.open(presented.scope.accessKeyId, presented.sessionToken, now);
    checkTime(presented, now);
    checkCoverage(request, presented);
    const key = this.#keyFor(secret, presented.scope);
    checkSignature(request, presented, key);
    const { payloadHash, scope, signature, timestamp } = presented;
    return { identity, payloadHash, seed: { key, signature, timestamp, scope } };
  }

  #checkRegion(presented: PresentedSignature): void {
    if (presented.scope.region === this.#region) return;
    const code = presented.expiresInSeconds
      ? 'AuthorizationQueryParametersError'
      : 'AuthorizationHeaderMalformed';
    const message = `The region '${presented.scope.region}' is wrong; expecting '${this.#region}'`;
    throw new S3Error(code, message, { Region: this.#region }, { 'x-amz-bucket-region': this.#region });
  }

  #keyFor(secret: string, scope: Scope): Buffer {
    const name = `${secret}/${scope.date}`;
    let key = this.#keys.get(name);
    if (!key) {
      if (this.#keys.size >= MAX_CACHED_KEYS) this.#keys.clear();
      key = deriveSigningKey(secret, scope);
      this.#keys.set(name, key);
    }
    return key;
  }
}

/** The signing key is valid only for the day of the request. */
function checkDate({ scope, timestamp, expiresInSeconds }: PresentedSignature): void {
  const day = timestamp.slice(0, 8);
  if (scope.date === day) return;
  const code =
    expiresInSeconds === undefined ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError';
  throw new S3Error(
    code,
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
