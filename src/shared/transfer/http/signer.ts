import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { StoreCredentials } from '../store.ts';

/** The signed parts of a request. Path and query are already percent-encoded, the query sorted. */
export interface SignableRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The body is protected by its CRC32 header, which is signed. Its SHA-256 would take more CPU time than the rest of the
 * transfer and adds nothing over TLS.
 */
const PAYLOAD_HASH = 'UNSIGNED-PAYLOAD';

/** Signs requests by AWS Signature Version 4 for S3. */
export class Signer {
  readonly #region: string;
  #secret = '';
  #day = '';
  #key: KeyObject | undefined;
  #second = Number.NaN;
  #timestamp = '';

  constructor(region: string) {
    this.#region = region;
  }

  /** Returns the given headers together with the signature headers. */
  sign(request: SignableRequest, credentials: StoreCredentials, now: Date): Record<string, string> {
    const timestamp = this.#formatTimestamp(now);
    const day = timestamp.slice(0, 8);
    const headers: Record<string, string> = { ...request.headers };
    headers['x-amz-content-sha256'] = PAYLOAD_HASH;
    headers['x-amz-date'] = timestamp;
    if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
    const names = ['host', ...Object.keys(headers)].sort();
    let lines = '';
    for (const name of names) lines += `${name}:${name === 'host' ? request.host : headers[name]?.trim()}\n`;
    const signed = names.join(';');
    const { method, path, query } = request;
    const canonical = `${method}\n${path}\n${query}\n${lines}\n${signed}\n${PAYLOAD_HASH}`;
    const scope = `${day}/${this.#region}/s3/aws4_request`;
    const signature = createHmac('sha256', this.#getSigningKey(credentials.secretAccessKey, day))
      .update(`AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${hash('sha256', canonical)}`)
      .digest('hex');
    const credential = `${credentials.accessKeyId}/${scope}`;
    headers['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed}, Signature=${signature}`;
    return headers;
  }

  /** Many requests have the same second. */
  #formatTimestamp(now: Date): string {
    const second = Math.floor(now.getTime() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#timestamp = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
    }
    return this.#timestamp;
  }

  /** The signing key depends only on the day and the credentials. */
  #getSigningKey(secret: string, day: string): KeyObject {
    if (!this.#key || secret !== this.#secret || day !== this.#day) {
      let key: Buffer = Buffer.from(`AWS4${secret}`);
      for (const part of [day, this.#region, 's3', 'aws4_request']) {
        key = createHmac('sha256', key).update(part).digest();
      }
      this.#key = createSecretKey(key);
      this.#secret = secret;
      this.#day = day;
    }
    return this.#key;
  }
}

const UNRESERVED = /^[\w.~-]*$/;
const UNRESERVED_PATH = /^[\w.~/-]*$/;

/** Percent-encodes as Signature Version 4 requires: RFC 3986, including `!'()*`. */
function encodeComponent(text: string): string {
  if (UNRESERVED.test(text)) return text;
  // The id of an upload in a manifest that was edited may be no valid Unicode.
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Encodes a key for the URL path: each segment is encoded, slashes are kept. */
export function encodePath(key: string): string {
  if (UNRESERVED_PATH.test(key)) return key;
  return key.split('/').map(encodeComponent).join('/');
}

/** Formats `a=1&b=`, sorted by encoded name as Signature Version 4 requires. */
export function encodeQuery(query: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [encodeComponent(name), encodeComponent(String(value))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
}
