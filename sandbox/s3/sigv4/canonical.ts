import { createHash, createHmac } from 'node:crypto';

/** Source of the scheme: AWS Signature Version 4 for S3 (path encoded once, never normalized). */
export interface Scope {
  readonly accessKeyId: string;
  /** `yyyymmdd` */
  readonly date: string;
  readonly region: string;
}

export interface CanonicalParts {
  readonly method: string;
  readonly path: string;
  readonly query: Iterable<readonly [string, string]>;
  readonly signedHeaders: readonly string[];
  readonly headerValue: (name: string) => string;
  readonly payloadHash: string;
}

export const EMPTY_SHA256 = sha256('');

export function formatCanonicalRequest(parts: CanonicalParts): string {
  const query = [...parts.query]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
  const headers = parts.signedHeaders
    .map((name) => `${name}:${collapseSpaces(parts.headerValue(name))}\n`)
    .join('');
  const path = parts.path.split('/').map(encode).join('/');
  return [parts.method, path, query, headers, parts.signedHeaders.join(';'), parts.payloadHash].join('\n');
}

/** The string to sign: time, scope and hash of the canonical request. */
export function createStringToSign(timestamp: string, scope: Scope, canonical: string): string {
  return ['AWS4-HMAC-SHA256', timestamp, formatScope(scope), sha256(canonical)].join('\n');
}

export function formatScope(scope: Scope): string {
  return `${scope.date}/${scope.region}/s3/aws4_request`;
}

/** The signing key of a day, region and service. */
export function deriveSigningKey(secret: string, scope: Scope): Buffer {
  return [scope.region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, scope.date));
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Percent-encoding of SigV4: RFC 3986, including `!'()*`. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function collapseSpaces(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}
