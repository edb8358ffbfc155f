import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { S3Error } from '../errors.ts';
import { assertAllowed } from '../policy.ts';
import { getHeader } from '../request.ts';
import type { Blobs } from '../store/blobs.ts';
import type { ObjectRecord, Segment } from '../store/objects.ts';
import { renderXml } from '../xml.ts';
import { createChecksumElements, readAttributes } from './attributes.ts';
import { checkReadConditions, checkWriteConditions } from './conditions.ts';
import { type Content, type Context, type OperationResult, truncateToSecond } from './context.ts';
import { findUpload, readPartNumber } from './upload-part.ts';

const COPY_SOURCE = 'x-amz-copy-source';
const PIECE = 1024 * 1024;

/** CopyObject: creates an object with the content of another, and with its attributes or new ones. */
export function copyObject(context: Context): OperationResult {
  const { request, store } = context;
  const source = readSource(context);
  checkWriteConditions(request, store.objects.get(request.key));
  const replace = getHeader(request, 'x-amz-metadata-directive') === 'REPLACE';
  if (source.key === request.key && !replace) {
    throw new S3Error('InvalidRequest', 'A copy of an object onto itself must change something.');
  }
  const attributes = replace
    ? readAttributes(request)
    : { headers: source.headers, metadata: source.metadata };
  const segments = source.segments.map(
    ({ blob, size }): Segment => ({ blob: store.blobs.share(blob), size }),
  );
  const modified = truncateToSecond(context.now);
  store.objects.put({ ...source, ...attributes, key: request.key, modified, segments });
  return {
    body: renderXml('CopyObjectResult', {
      LastModified: new Date(modified).toISOString(),
      ETag: `"${source.etag}"`,
      ...createChecksumElements(source.checksum),
    }),
  };
}

/** UploadPartCopy: creates a part from an object, or from its range in `x-amz-copy-source-range`. */
export function uploadPartCopy(context: Context): OperationResult {
  const { store, now } = context;
  const upload = findUpload(context);
  const number = readPartNumber(context);
  const { blob, size, md5 } = copyBytes(store.blobs, readSourceRange(context, readSource(context)));
  const modified = truncateToSecond(now);
  if (!store.uploads.putPart(upload.id, { number, blob, size, etag: md5, modified, checksum: undefined })) {
    store.blobs.remove([blob]);
    throw new S3Error('NoSuchUpload');
  }
  return {
    body: renderXml('CopyPartResult', { LastModified: new Date(modified).toISOString(), ETag: `"${md5}"` }),
  };
}

function readSource(context: Context): ObjectRecord {
  const raw = getHeader(context.request, COPY_SOURCE) ?? '';
  const path = decodeURIComponent(raw.replace(/^\//, '').replace(/\?versionId=null$/, ''));
  const slash = path.indexOf('/');
  const [bucket, key] = [path.slice(0, slash), path.slice(slash + 1)];
  assertAllowed(context.verified.identity, 's3:GetObject', bucket, key);
  if (bucket !== context.bucket) throw new S3Error('NoSuchBucket');
  const record = context.store.objects.get(key);
  if (!record) throw new S3Error('NoSuchKey', undefined, { Key: key });
  checkReadConditions(context.request, record, `${COPY_SOURCE}-`);
  return record;
}

function readSourceRange(context: Context, source: ObjectRecord): Content {
  const range = getHeader(context.request, `${COPY_SOURCE}-range`);
  if (range === undefined) return { segments: source.segments, start: 0, end: source.size };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (Number(first) > Number(last) || !(Number(last) < source.size)) {
    throw new S3Error('InvalidArgument', `Range ${range} exceeds the source of ${source.size} bytes`);
  }
  return { segments: source.segments, start: Number(first), end: Number(last) + 1 };
}

function copyBytes(blobs: Blobs, content: Content): { blob: string; size: number; md5: string } {
  const writer = blobs.create();
  const md5 = createHash('md5');
  const buffer = Buffer.allocUnsafe(PIECE);
  for (const run of listFileRanges(content)) {
    const descriptor = openSync(blobs.path(run.blob), 'r');
    for (let at = run.start; at < run.end; ) {
      const count = readSync(descriptor, buffer, 0, Math.min(PIECE, run.end - at), at);
      if (count === 0) throw new Error(`The file of ${run.blob} is shorter than the size in its row.`);
      md5.update(buffer.subarray(0, count));
      writer.write(buffer.subarray(0, count));
      at += count;
    }
    closeSync(descriptor);
  }
  writer.close();
  return { blob: writer.id, size: content.end - content.start, md5: md5.digest('hex') };
}

/** The ranges of files for a range of the bytes of an object. */
export function* listFileRanges(content: Content): Generator<{ blob: string; start: number; end: number }> {
  let offset = 0;
  for (const { blob, size } of content.segments) {
    const start = Math.max(0, content.start - offset);
    const end = Math.min(size, content.end - offset);
    if (start < end) yield { blob, start, end };
    offset += size;
  }
}
