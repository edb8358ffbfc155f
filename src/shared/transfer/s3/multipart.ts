import * as z from 'zod/mini';
import { type Crc32, decodeCrc32, encodeCrc32 } from '../checksum.ts';
import type { Requester } from '../http/requester.ts';
import type { RequestBody } from '../http/s3-transport.ts';
import { decodeKey } from './listing.ts';
import { assertSameCrc32, createMtimeHeader, normalizeEtag } from './objects.ts';
import { PageTokens } from './pages.ts';
import { escapeXml, parseXml } from './xml.ts';

/** A multipart upload that was neither completed nor aborted. */
export interface StoredUpload {
  readonly key: string;
  readonly uploadId: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
  /** Whether it was created with a CRC32 for each part and a full-object CRC32, as uploads of this program are. */
  readonly hasCrc32: boolean;
}

/** A part that the store holds. */
export interface StoredPart {
  readonly number: number;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly crc32: Crc32 | undefined;
}

const CHECKSUM_HEADERS = { 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' };

/** Creates a multipart upload and returns its id. */
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
  const response = await requester.send({ operation, method: 'POST', key, query: { uploads: '' }, headers });
  const Result = z.object({ UploadId: z.string() });
  return parseXml(requester, operation, response.body, 'InitiateMultipartUploadResult', Result).UploadId;
}

/** Uploads one part with its CRC32, which the store verifies. */
export async function uploadPart(
  requester: Requester,
  target: { key: string; uploadId: string; number: number },
  { body, size, crc32 }: { body: RequestBody; size: number; crc32: Crc32 },
): Promise<StoredPart> {
  const { key, uploadId, number } = target;
  const headers = { 'content-length': String(size), 'x-amz-checksum-crc32': encodeCrc32(crc32) };
  const query = { partNumber: number, uploadId };
  const request = { operation: 'UploadPart', method: 'PUT', key, query, headers, body } as const;
  const response = await requester.send(request);
  assertSameCrc32(response.headers['x-amz-checksum-crc32'], crc32);
  return { number, etag: response.headers['etag'] ?? '', size, crc32 };
}

const CompleteResult = z.object({
  ETag: z.string(),
  ChecksumCRC32: z.optional(z.string()),
  ChecksumType: z.optional(z.string()),
});

/** Completes an upload; the store verifies size and CRC32 of the object. Returns the entity tag. */
export async function completeMultipartUpload(
  requester: Requester,
  target: { key: string; uploadId: string },
  parts: readonly StoredPart[],
  object: { size: number; crc32: Crc32 },
): Promise<string> {
  const elements = parts.map(({ number, etag, crc32 }) => {
    const checksum = crc32 === undefined ? '' : `<ChecksumCRC32>${encodeCrc32(crc32)}</ChecksumCRC32>`;
    return `<Part><PartNumber>${number}</PartNumber><ETag>${escapeXml(etag)}</ETag>${checksum}</Part>`;
  });
  const body = Buffer.from(`<CompleteMultipartUpload>${elements.join('')}</CompleteMultipartUpload>`);
  const operation = 'CompleteMultipartUpload';
  const response = await requester.send({
    operation,
    method: 'POST',
    key: target.key,
    query: { uploadId: target.uploadId },
    headers: {
      'content-length': String(body.length),
      'content-type': 'application/xml',
      'x-amz-checksum-crc32': encodeCrc32(object.crc32),
      'x-amz-checksum-type': 'FULL_OBJECT',
      'x-amz-mp-object-size': String(object.size),
    },
    body,
    canFailWith200: true,
  });
  const result = parseXml(
    requester,
    operation,
    response.body,
    'CompleteMultipartUploadResult',
    CompleteResult,
  );
  // Without a type, it may be that of the parts' checksums.
  if (result.ChecksumType === 'FULL_OBJECT') assertSameCrc32(result.ChecksumCRC32, object.crc32);
  return normalizeEtag(result.ETag);
}

/** Aborts an upload; the store deletes its parts. */
export async function abortMultipartUpload(
  requester: Requester,
  key: string,
  uploadId: string,
): Promise<void> {
  await requester.send({ operation: 'AbortMultipartUpload', method: 'DELETE', key, query: { uploadId } });
}

const ListPartsResult = z.object({
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
});

/** Lists the parts that an upload has so far, in order. */
export async function listParts(requester: Requester, key: string, uploadId: string): Promise<StoredPart[]> {
  const parts: StoredPart[] = [];
  const operation = 'ListParts';
  const tokens = new PageTokens(requester, operation);
  let marker: string | undefined;
  do {
    const query = { uploadId, 'part-number-marker': marker };
    const { body } = await requester.send({ operation, method: 'GET', key, query });
    const page = parseXml(requester, operation, body, 'ListPartsResult', ListPartsResult);
    for (const { PartNumber, ETag, Size, ChecksumCRC32 } of page.Part ?? []) {
      parts.push({
        number: Number(PartNumber),
        etag: ETag,
        size: Number(Size),
        crc32: decodeCrc32(ChecksumCRC32),
      });
    }
    marker = tokens.next(page.IsTruncated, page.NextPartNumberMarker);
  } while (marker !== undefined);
  return parts;
}

const ListMultipartUploadsResult = z.object({
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
  EncodingType: z.optional(z.string()),
  NextKeyMarker: z.optional(z.string()),
  NextUploadIdMarker: z.optional(z.string()),
});

/** Lists the incomplete uploads whose keys start with `prefix`. */
export async function listMultipartUploads(requester: Requester, prefix: string): Promise<StoredUpload[]> {
  const uploads: StoredUpload[] = [];
  const operation = 'ListMultipartUploads';
  const tokens = new PageTokens(requester, operation);
  let markers: Readonly<Record<string, string | undefined>> | undefined = {};
  while (markers) {
    const query = { uploads: '', prefix, 'encoding-type': 'url', ...markers };
    const { body } = await requester.send({ operation, method: 'GET', query });
    const page = parseXml(
      requester,
      operation,
      body,
      'ListMultipartUploadsResult',
      ListMultipartUploadsResult,
    );
    for (const { Key, UploadId, Initiated, ChecksumAlgorithm, ChecksumType } of page.Upload ?? []) {
      uploads.push({
        key: decodeKey(requester, Key, page.EncodingType),
        uploadId: UploadId,
        initiated: Date.parse(Initiated),
        hasCrc32: ChecksumAlgorithm === 'CRC32' && ChecksumType === 'FULL_OBJECT',
      });
    }
    const { NextKeyMarker: key = '', NextUploadIdMarker: id = '' } = page;
    const isLast = tokens.next(page.IsTruncated, `${key} ${id}`.trim()) === undefined;
    markers = isLast
      ? undefined
      : { 'key-marker': decodeKey(requester, key, page.EncodingType), 'upload-id-marker': id || undefined };
  }
  return uploads;
}
