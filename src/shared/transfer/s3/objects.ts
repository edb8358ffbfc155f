import { crc32 } from 'node:zlib';
import { type Crc32, decodeCrc32, encodeCrc32 } from '../checksum.ts';
import { FileTransferError, StoreRequestError } from '../errors.ts';
import type { Requester, RestartableSink } from '../http/requester.ts';

/** An object as the store describes it. */
export interface RemoteObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Opaque; tells one content of a key from the next. */
  readonly etag: string;
  /** When it was written, milliseconds since the epoch. */
  readonly modified: number;
}

/** What HEAD and GET tell beyond a listing. */
export interface ObjectMetadata extends RemoteObject {
  /** Of the whole object; absent where whoever wrote it gave none. */
  readonly crc32: Crc32 | undefined;
  /** When the file was last changed before it was sent, milliseconds since the epoch; our uploads say so. */
  readonly fileModified: number | undefined;
}

/** The metadata name for a file's own time, in seconds; other S3 tools use the same one. */
const MTIME_HEADER = 'x-amz-meta-mtime';

/** The header that keeps a file's own time with its object. */
export function createMtimeHeader(modified: number): Record<string, string> {
  return { [MTIME_HEADER]: (modified / 1000).toFixed(3) };
}

/** What the store knows of a key, or `undefined` where there is no such object. */
export async function headObject(requester: Requester, key: string): Promise<ObjectMetadata | undefined> {
  try {
    const headers = { 'x-amz-checksum-mode': 'ENABLED' };
    const answer = await requester.send({ operation: 'HeadObject', method: 'HEAD', key, headers });
    return parseObjectMetadata(key, answer.headers);
  } catch (error) {
    if (error instanceof StoreRequestError && error.status === 404) return undefined;
    throw error;
  }
}

/** Stores `bytes`, whose CRC32 the store checks. Gives the entity tag. */
export async function putObject(
  requester: Requester,
  key: string,
  bytes: Buffer,
  modified: number,
): Promise<{ etag: string; crc32: Crc32 }> {
  const sum = crc32(bytes);
  const headers = {
    'content-length': String(bytes.length),
    'content-type': 'binary/octet-stream',
    'x-amz-checksum-crc32': encodeCrc32(sum),
    ...createMtimeHeader(modified),
  };
  const answer = await requester.send({ operation: 'PutObject', method: 'PUT', key, headers, body: bytes });
  const stored = decodeCrc32(answer.headers['x-amz-checksum-crc32']);
  if (stored !== undefined && stored !== sum) {
    throw new FileTransferError(`${key}: the store took other bytes than were sent. Upload it again`);
  }
  return { etag: copyEtag(answer.headers), crc32: sum };
}

/** A run of bytes. */
export interface ByteRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Passes an object's bytes, or a range of them, to `download`. With `etag`, only while the object is still that one. */
export async function getObject(
  requester: Requester,
  request: { key: string; range?: ByteRange | undefined; etag?: string | undefined },
  download: RestartableSink,
): Promise<ObjectMetadata> {
  const { key, range, etag } = request;
  const headers: Record<string, string> = { 'x-amz-checksum-mode': 'ENABLED' };
  if (range) headers['range'] = `bytes=${range.start}-${range.end - 1}`;
  if (etag) headers['if-match'] = etag;
  const answer = await requester.send({ operation: 'GetObject', method: 'GET', key, headers }, download);
  return parseObjectMetadata(key, answer.headers);
}

/** Deletes a key; one that is not there is no error, as S3 has it. */
export async function deleteObject(requester: Requester, key: string): Promise<void> {
  await requester.send({ operation: 'DeleteObject', method: 'DELETE', key });
}

function parseObjectMetadata(key: string, headers: Readonly<Record<string, string>>): ObjectMetadata {
  const seconds = Number(headers[MTIME_HEADER]);
  return {
    key,
    size: Number(headers['content-range']?.split('/')[1] ?? headers['content-length']),
    etag: copyEtag(headers),
    modified: Date.parse(headers['last-modified'] ?? ''),
    crc32:
      headers['x-amz-checksum-type'] === 'COMPOSITE'
        ? undefined
        : decodeCrc32(headers['x-amz-checksum-crc32']),
    fileModified: seconds > 0 ? Math.round(seconds * 1000) : undefined,
  };
}

/** A copy: a piece of the answer's head would keep all of that in memory for as long as the tag is. */
function copyEtag(headers: Readonly<Record<string, string>>): string {
  return Buffer.from(headers['etag'] ?? '', 'latin1').toString('latin1');
}
