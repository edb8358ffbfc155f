import { crc32 } from 'node:zlib';
import { type Crc32, decodeCrc32, encodeCrc32 } from '../checksum.ts';
import { FileTransferError, StoreRequestError } from '../errors.ts';
import type { Requester } from '../http/requester.ts';
import type { RestartableSink } from '../http/response-sinks.ts';

/** An object as the store lists it. */
export interface RemoteObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Opaque; changes with the content. Quoted and without `W/`, whatever the form in which the store sends it. */
  readonly etag: string;
  /** When the object was written, in milliseconds since the epoch; absent if the store reports an invalid time. */
  readonly modified?: number | undefined;
}

/** An object as HEAD and GET describe it. */
export interface ObjectMetadata extends RemoteObject {
  /** CRC32 of the whole object; absent if it was written without one. */
  readonly crc32: Crc32 | undefined;
  /** Modification time of the uploaded file in milliseconds since the epoch; uploads of this program set it. */
  readonly fileModified: number | undefined;
  /** The bytes of a response to a request for a range: `bytes 0-7/100`. */
  readonly contentRange: string | undefined;
}

/** The metadata header for a file's modification time in seconds, as rclone and s3fs name it. */
const MTIME_HEADER = 'x-amz-meta-mtime';

/** The latest time that JavaScript dates support. */
const MAX_TIME_SECONDS = 8.64e12;

/** Returns the header that stores a file's modification time with its object. */
export function createMtimeHeader(modified: number): Record<string, string> {
  return { [MTIME_HEADER]: (modified / 1000).toFixed(3) };
}

/** Returns the metadata of an object, or `undefined` if it does not exist. */
export async function headObject(requester: Requester, key: string): Promise<ObjectMetadata | undefined> {
  try {
    const headers = { 'x-amz-checksum-mode': 'ENABLED' };
    const response = await requester.send({ operation: 'HeadObject', method: 'HEAD', key, headers });
    return parseObjectMetadata(key, response.headers);
  } catch (error) {
    if (error instanceof StoreRequestError && error.status === 404) return undefined;
    throw error;
  }
}

/** Uploads `bytes`, whose CRC32 the store verifies. */
export async function putObject(
  requester: Requester,
  key: string,
  bytes: Buffer,
  modified: number,
): Promise<{ etag: string; crc32: Crc32 }> {
  const checksum = crc32(bytes);
  const headers = {
    'content-length': String(bytes.length),
    'content-type': 'binary/octet-stream',
    'x-amz-checksum-crc32': encodeCrc32(checksum),
    ...createMtimeHeader(modified),
  };
  const response = await requester.send({ operation: 'PutObject', method: 'PUT', key, headers, body: bytes });
  if (response.headers['etag'] === undefined)
    throw new FileTransferError(
      `the response is not from a store: it has no entity tag. ${requester.addressAdvice}`,
    );
  assertSameCrc32(response.headers['x-amz-checksum-crc32'], checksum);
  return { etag: copyEtag(response.headers), crc32: checksum };
}

/** @param stored as the store reports it, if it does. */
export function assertSameCrc32(stored: string | undefined, expected: Crc32): void {
  if ((decodeCrc32(stored) ?? expected) !== expected)
    throw new FileTransferError('the CRC32 that the store reports does not match the file. Upload it again');
}

export interface ByteRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * Downloads an object, or a range of it, into `download`. With `etag`, the request fails with `PreconditionFailed` if the
 * object has changed.
 */
export async function getObject(
  requester: Requester,
  request: { key: string; range?: ByteRange | undefined; etag?: string | undefined },
  download: RestartableSink,
): Promise<ObjectMetadata> {
  const { key, range, etag } = request;
  const headers: Record<string, string> = { 'x-amz-checksum-mode': 'ENABLED' };
  if (range) headers['range'] = `bytes=${range.start}-${range.end - 1}`;
  if (etag) headers['if-match'] = etag;
  const response = await requester.send({ operation: 'GetObject', method: 'GET', key, headers }, download);
  return parseObjectMetadata(key, response.headers);
}

/** Deletes an object. As in S3, a missing object is not an error. */
export async function deleteObject(requester: Requester, key: string): Promise<void> {
  await requester.send({ operation: 'DeleteObject', method: 'DELETE', key });
}

function parseObjectMetadata(key: string, headers: Readonly<Record<string, string>>): ObjectMetadata {
  const seconds = Number(headers[MTIME_HEADER]);
  const contentRange = headers['content-range'];
  return {
    key,
    size: Number(contentRange?.split('/')[1] ?? headers['content-length']),
    etag: copyEtag(headers),
    modified: parseTime(headers['last-modified']),
    crc32:
      headers['x-amz-checksum-type'] === 'COMPOSITE'
        ? undefined
        : decodeCrc32(headers['x-amz-checksum-crc32']),
    fileModified: seconds > 0 && seconds < MAX_TIME_SECONDS ? Math.round(seconds * 1000) : undefined,
    contentRange,
  };
}

/** Parses a date; `undefined` if it is invalid. */
export function parseTime(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** Copies the entity tag; a substring would keep the whole response head in memory. */
function copyEtag(headers: Readonly<Record<string, string>>): string {
  return Buffer.from(normalizeEtag(headers['etag'] ?? ''), 'latin1').toString('latin1');
}

/** Some stores list tags without quotation marks, and proxies that compress responses make them weak (`W/"…"`). */
export function normalizeEtag(etag: string): string {
  const value = etag.replace(/^(?:W\/)?"?|"$/g, '');
  return value && `"${value}"`;
}
