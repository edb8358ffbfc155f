import { createHash } from 'node:crypto';
import { ALGORITHMS, type ChecksumName } from '../checksums/algorithms.ts';
import { S3Error } from '../errors.ts';
import { assertAllowed } from '../policy.ts';
import { decode, getHeader } from '../request.ts';
import type { BlobWriter } from '../store/blobs.ts';
import { type Content, readContent } from '../store/content.ts';
import type { Checksum, ObjectRecord, Segment } from '../store/objects.ts';
import { renderXml } from '../xml.ts';
import { createChecksumElements, readAttributes } from './attributes.ts';
import { checkReadConditions, checkWriteConditions } from './conditions.ts';
import {
  findObject,
  type OperationContext,
  type OperationResult,
  truncateToSecond,
  writeBlob,
} from './context.ts';
import { readAlgorithm } from './create-upload.ts';
import { findUpload, readPartNumber, savePart } from './upload-part.ts';

const COPY_SOURCE = 'x-amz-copy-source';

/** CopyObject: creates an object with the content of another, and with its attributes or new ones. */
export async function copyObject(context: OperationContext): Promise<OperationResult> {
  const { request, store } = context;
  const name = readAlgorithm(request);
  const source = readSource(context);
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
  let { checksum } = source;
  try {
    if (name) checksum = await computeChecksum(context, { ...source, segments }, name);
    checkWriteConditions(request, store.objects.get(request.key));
    store.objects.put({ ...source, ...attributes, key: request.key, modified, segments, checksum });
  } catch (error) {
    store.blobs.remove(segments.map(({ blob }) => blob));
    throw error;
  }
  return {
    body: renderXml('CopyObjectResult', {
      LastModified: new Date(modified).toISOString(),
      ETag: `"${source.etag}"`,
      ...createChecksumElements(checksum),
    }),
  };
}

/** UploadPartCopy: creates a part from an object, or from its range in `x-amz-copy-source-range`. */
export async function uploadPartCopy(context: OperationContext): Promise<OperationResult> {
  const upload = findUpload(context);
  const number = readPartNumber(context);
  const content = readSourceRange(context, readSource(context));
  const size = content.end - content.start;
  const copy = (writer: BlobWriter) => copyContent(context, content, upload.checksum?.name, writer);
  const part = await writeBlob(context, copy, (sums, blob) =>
    savePart(context, upload, { number, blob, size, ...sums }),
  );
  return {
    body: renderXml('CopyPartResult', {
      LastModified: new Date(part.modified).toISOString(),
      ETag: `"${part.etag}"`,
      ...createChecksumElements(part.checksum),
    }),
  };
}

async function computeChecksum(
  { store }: OperationContext,
  record: ObjectRecord,
  name: ChecksumName,
): Promise<Checksum> {
  const digester = ALGORITHMS[name].start();
  for await (const piece of readContent(store.blobs, getContent(record))) digester.update(piece);
  return { name, value: digester.digest(), type: 'FULL_OBJECT' };
}

/** Writes content to a new file. */
async function copyContent(
  { store }: OperationContext,
  content: Content,
  name: ChecksumName | undefined,
  writer: BlobWriter,
) {
  const hash = createHash('md5');
  const digester = name && ALGORITHMS[name].start();
  for await (const piece of readContent(store.blobs, content)) {
    hash.update(piece);
    digester?.update(piece);
    writer.write(piece);
  }
  const checksum = name && { name, value: digester?.digest() ?? '' };
  return { etag: hash.digest('hex'), checksum };
}

function readSource(context: OperationContext): ObjectRecord {
  const raw = getHeader(context.request, COPY_SOURCE) ?? '';
  const [source = '', version = 'null'] = raw.replace(/^\//, '').split('?versionId=');
  if (version !== 'null') throw new S3Error('NotImplemented');
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(decode(source)) ?? [];
  if (bucket === undefined || key === undefined)
    throw new S3Error(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  assertAllowed(context.verified.identity, 's3:GetObject', bucket, key);
  if (bucket !== context.bucket) throw new S3Error('NoSuchBucket');
  const record = findObject(context, key);
  checkReadConditions(context.request, record, `${COPY_SOURCE}-`);
  return record;
}

function readSourceRange(context: OperationContext, source: ObjectRecord): Content {
  const range = getHeader(context.request, `${COPY_SOURCE}-range`);
  if (range === undefined) return getContent(source);
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (Number(first) > Number(last) || !(Number(last) < source.size)) {
    throw new S3Error('InvalidArgument', `Range ${range} exceeds the source of ${source.size} bytes`);
  }
  return { segments: source.segments, start: Number(first), end: Number(last) + 1 };
}

/** The whole content of an object. */
function getContent({ segments, size }: ObjectRecord): Content {
  return { segments, start: 0, end: size };
}
