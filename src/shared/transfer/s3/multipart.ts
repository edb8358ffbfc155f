import * as z from 'zod/mini';
import { type Crc32, decodeCrc32, encodeCrc32 } from '../checksum.ts';
import type { Requester } from '../http/requester.ts';
import { decodeKey } from './listing.ts';
import { createMtimeHeader } from './objects.ts';
import { escapeXml, parseXml } from './xml.ts';

/** An upload that was begun and neither completed nor aborted. */
export interface PendingUpload {
  readonly key: string;
  readonly uploadId: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
  /** Whether it was begun as ours are: a CRC32 a part, and one of the whole object. */
  readonly hasCrc32: boolean;
}

/** A part that the store has. */
export interface StoredPart {
  readonly number: number;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly crc32: Crc32 | undefined;
}

const CHECKSUM_HEADERS = { 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' };

/** Begins an upload in parts; gives its id. */
export async function createMultipartUpload(
  requester: Requester,
  key: string,
  modified: number,
): Promise<string> {
  const headers = {
    ...CHECKSUM_HEADERS,
    ...createMtimeHeader(modified),
    'content-type': 'binary/octet-stream',
  };
  const operation = 'CreateMultipartUpload';
  const answer = await requester.send({ operation, method: 'POST', key, query: { uploads: '' }, headers });
  const Reply = z.object({ InitiateMultipartUploadResult: z.object({ UploadId: z.string() }) });
  return parseXml(operation, answer.body, Reply).InitiateMultipartUploadResult.UploadId;
}

/** Sends one part; the store checks its CRC32, which must be that of `bytes`. */
export async function uploadPart(
  requester: Requester,
  target: { key: string; uploadId: string; number: number },
  bytes: Buffer,
  sum: Crc32,
): Promise<StoredPart> {
  const { key, uploadId, number } = target;
  const headers = { 'content-length': String(bytes.length), 'x-amz-checksum-crc32': encodeCrc32(sum) };
  const query = { partNumber: number, uploadId };
  const request = { operation: 'UploadPart', method: 'PUT', key, query, headers, body: bytes } as const;
  const answer = await requester.send(request);
  return { number, etag: answer.headers['etag'] ?? '', size: bytes.length, crc32: sum };
}

/** Makes the object of its parts; the store checks size and CRC32 of the whole. Gives the entity tag. */
export async function completeMultipartUpload(
  requester: Requester,
  target: { key: string; uploadId: string },
  parts: readonly StoredPart[],
  whole: { size: number; crc32: Crc32 },
): Promise<string> {
  const listed = parts.map(({ number, etag, crc32: sum }) => {
    const value = sum === undefined ? '' : `<ChecksumCRC32>${encodeCrc32(sum)}</ChecksumCRC32>`;
    return `<Part><PartNumber>${number}</PartNumber><ETag>${escapeXml(etag)}</ETag>${value}</Part>`;
  });
  const body = Buffer.from(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
  const operation = 'CompleteMultipartUpload';
  const answer = await requester.send({
    operation,
    method: 'POST',
    key: target.key,
    query: { uploadId: target.uploadId },
    headers: {
      'content-length': String(body.length),
      'content-type': 'application/xml',
      'x-amz-checksum-crc32': encodeCrc32(whole.crc32),
      'x-amz-checksum-type': 'FULL_OBJECT',
      'x-amz-mp-object-size': String(whole.size),
    },
    body,
    canFailWith200: true,
  });
  const Reply = z.object({ CompleteMultipartUploadResult: z.object({ ETag: z.string() }) });
  return parseXml(operation, answer.body, Reply).CompleteMultipartUploadResult.ETag;
}

/** Ends an upload without an object; the store drops its parts. */
export async function abortMultipartUpload(
  requester: Requester,
  key: string,
  uploadId: string,
): Promise<void> {
  await requester.send({ operation: 'AbortMultipartUpload', method: 'DELETE', key, query: { uploadId } });
}

const ListPartsPage = z.object({
  ListPartsResult: z.object({
    Part: z.optional(
      z.array(
        z.object({
          PartNumber: z.string(),
          ETag: z.string(),
          Size: z.string(),
          ChecksumCRC32: z.optional(z.string()),
        }),
      ),
    ),
    IsTruncated: z.string(),
    NextPartNumberMarker: z.optional(z.string()),
  }),
});

/** The parts that an upload has so far, in order. */
export async function listParts(requester: Requester, key: string, uploadId: string): Promise<StoredPart[]> {
  const parts: StoredPart[] = [];
  let marker: string | undefined;
  do {
    const query = { uploadId, 'part-number-marker': marker };
    const answer = await requester.send({ operation: 'ListParts', method: 'GET', key, query });
    const { ListPartsResult: page } = parseXml('ListParts', answer.body, ListPartsPage);
    for (const { PartNumber, ETag, Size, ChecksumCRC32 } of page.Part ?? []) {
      parts.push({
        number: Number(PartNumber),
        etag: ETag,
        size: Number(Size),
        crc32: decodeCrc32(ChecksumCRC32),
      });
    }
    marker = page.IsTruncated === 'true' ? page.NextPartNumberMarker : undefined;
  } while (marker !== undefined);
  return parts;
}

const ListUploadsPage = z.object({
  ListMultipartUploadsResult: z.object({
    Upload: z.optional(
      z.array(
        z.object({
          Key: z.string(),
          UploadId: z.string(),
          Initiated: z.string(),
          ChecksumAlgorithm: z.optional(z.string()),
          ChecksumType: z.optional(z.string()),
        }),
      ),
    ),
    IsTruncated: z.string(),
    NextKeyMarker: z.optional(z.string()),
    NextUploadIdMarker: z.optional(z.string()),
  }),
});

/** The uploads under way for keys that start with `prefix`. */
export async function listMultipartUploads(requester: Requester, prefix: string): Promise<PendingUpload[]> {
  const uploads: PendingUpload[] = [];
  let at: { 'key-marker'?: string | undefined; 'upload-id-marker'?: string | undefined } | undefined = {};
  while (at) {
    const query = { uploads: '', prefix, 'encoding-type': 'url', ...at };
    const answer = await requester.send({ operation: 'ListMultipartUploads', method: 'GET', query });
    const { ListMultipartUploadsResult: page } = parseXml(
      'ListMultipartUploads',
      answer.body,
      ListUploadsPage,
    );
    for (const { Key, UploadId, Initiated, ChecksumAlgorithm, ChecksumType } of page.Upload ?? []) {
      const isSummed = ChecksumAlgorithm === 'CRC32' && ChecksumType === 'FULL_OBJECT';
      uploads.push({
        key: decodeKey(Key),
        uploadId: UploadId,
        initiated: Date.parse(Initiated),
        hasCrc32: isSummed,
      });
    }
    const { NextKeyMarker: key = '', NextUploadIdMarker: id } = page;
    at = page.IsTruncated === 'true' ? { 'key-marker': decodeKey(key), 'upload-id-marker': id } : undefined;
  }
  return uploads;
}
