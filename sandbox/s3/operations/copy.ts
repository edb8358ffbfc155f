import { createHash } from 'node:crypto';
import { S3Error } from '../errors.ts';
import { assertAllowed } from '../policy.ts';
import { getHeader } from '../request.ts';
import type { BlobWriter } from '../store/blobs.ts';
import { type Content, readContent } from '../store/content.ts';
import type { ObjectRecord, Segment } from '../store/objects.ts';
import { renderXml } from '../xml.ts';
import { createChecksumElements, readAttributes } from './attributes.ts';
import { checkReadConditions, checkWriteConditions } from './conditions.ts';
import { type OperationContext, type OperationResult, truncateToSecond, writeBlob } from './context.ts';
import { findUpload, readPartNumber, savePart } from './upload-part.ts';

const COPY_SOURCE = 'x-amz-copy-source';

/** CopyObject: creates an object with the content of another, and with its attributes or new ones. */
export function copyObject(context: OperationContext): OperationResult {
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
export async function uploadPartCopy(context: OperationContext): Promise<OperationResult> {
  const upload = findUpload(context);
  const number = readPartNumber(context);
  const content = readSourceRange(context, readSource(context));
  const size = content.end - content.start;
  const copy = async (writer: BlobWriter) => {
    const hash = createHash('md5');
    for await (const piece of readContent(context.store.blobs, content)) {
      hash.update(piece);
      writer.write(piece);
    }
    return hash.digest('hex');
  };
  const { etag, modified } = await writeBlob(context, copy, (md5, blob) =>
    savePart(context, upload, { number, blob, size, etag: md5, checksum: undefined }),
  );
  return {
    body: renderXml('CopyPartResult', { LastModified: new Date(modified).toISOString(), ETag: `"${etag}"` }),
  };
}

function readSource(context: OperationContext): ObjectRecord {
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

function readSourceRange(context: OperationContext, source: ObjectRecord): Content {
  const range = getHeader(context.request, `${COPY_SOURCE}-range`);
  if (range === undefined) return { segments: source.segments, start: 0, end: source.size };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (Number(first) > Number(last) || !(Number(last) < source.size)) {
    throw new S3Error('InvalidArgument', `Range ${range} exceeds the source of ${source.size} bytes`);
  }
  return { segments: source.segments, start: Number(first), end: Number(last) + 1 };
}
