import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { S3Error } from './errors.ts';

/** A decoded request, before its signature is checked. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  /** Empty for requests to the bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  /** The decoded path, which the signature covers. */
  readonly path: string;
  readonly message: IncomingMessage;
}

const MAX_KEY_BYTES = 1024;

/** Reads path-style (`/bucket/key`) and virtual-host (`bucket.localhost`) addresses. */
export function readRequest(message: IncomingMessage, virtualHostBucket: string): S3Request {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const path = decode(mark < 0 ? url : url.slice(0, mark));
  const hosted = (message.headers.host ?? '').startsWith(`${virtualHostBucket}.`);
  const [bucket, key] = hosted ? [virtualHostBucket, path.slice(1)] : splitPath(path);
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  const query = readQuery(mark < 0 ? '' : url.slice(mark + 1));
  return { method: message.method ?? 'GET', bucket, key, query, headers: message.headers, path, message };
}

export function getHeader(request: S3Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

function splitPath(path: string): [bucket: string, key: string] {
  const slash = path.indexOf('/', 1);
  return slash < 0 ? [path.slice(1), ''] : [path.slice(1, slash), path.slice(slash + 1)];
}

function readQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    query.set(decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' ')));
  }
  return query;
}

/** Decodes percent-encoded text. @throws S3Error `InvalidURI` */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI');
  }
}
