import { createHash } from 'node:crypto';
import { ALGORITHMS, combineParts } from '../checksums/algorithms.ts';
import { S3Error } from '../errors.ts';
import { getHeader } from '../request.ts';
import type { Checksum } from '../store/objects.ts';
import type { Part, Upload } from '../store/uploads.ts';
import { getField, parseXml, renderXml, text } from '../xml.ts';
import { createChecksumElements } from './attributes.ts';
import { checkWriteConditions } from './conditions.ts';
import { type OperationContext, type OperationResult, receiveDocument, truncateToSecond } from './context.ts';
import { findUpload } from './upload-part.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;

/** CompleteMultipartUpload. The files of the parts become those of the object, without being copied. */
export async function completeMultipartUpload(context: OperationContext): Promise<OperationResult> {
  const { request, store } = context;
  const document = parseXml(
    await receiveDocument(context, { ignoreChecksum: true }),
    'CompleteMultipartUpload',
  );
  const upload = findUpload(context);
  const parts = selectParts(document, upload, store.uploads.parts(upload.id));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const expectedSize = getHeader(request, 'x-amz-mp-object-size');
  if (expectedSize !== undefined && Number(expectedSize) !== size) {
    throw new S3Error(
      'InvalidRequest',
      'The provided x-amz-mp-object-size does not match the size of the parts.',
    );
  }
  checkWriteConditions(request, store.objects.get(upload.key));
  const checksum = combineChecksums(context, upload, parts);
  const etag = combineEtags(parts);
  const record = {
    headers: upload.headers,
    metadata: upload.metadata,
    key: upload.key,
    size,
    etag,
    modified: truncateToSecond(context.now),
    checksum,
    segments: parts.map(({ blob, size: bytes, checksum: sum }) => ({
      blob,
      size: bytes,
      ...(sum ? { checksum: sum.value } : {}),
    })),
  };
  store.uploads.complete(upload.id, record, store.objects);
  return {
    body: renderXml('CompleteMultipartUploadResult', {
      Location: `http://${getHeader(request, 'host')}/${context.bucket}/${upload.key}`,
      Bucket: context.bucket,
      Key: upload.key,
      ETag: `"${etag}"`,
      ...createChecksumElements(checksum),
    }),
  };
}

/** The stored parts that the document lists. Each must match, and all but the last need the minimum size. */
function selectParts(document: Record<string, unknown>, upload: Upload, stored: readonly Part[]): Part[] {
  const requestedParts = getField(document, 'Part');
  if (!Array.isArray(requestedParts) || requestedParts.length === 0) throw new S3Error('MalformedXML');
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  let previous = 0;
  const selected = requestedParts.map((entry) => {
    const number = Number(text(entry, 'PartNumber'));
    const etag = text(entry, 'ETag')
      ?.trim()
      .replace(/^(?:"|&quot;)|(?:"|&quot;)$/g, '');
    if (!Number.isInteger(number) || etag === undefined) throw new S3Error('MalformedXML');
    if (number <= previous) throw new S3Error('InvalidPartOrder');
    previous = number;
    const part = byNumber.get(number);
    const details = { UploadId: upload.id, PartNumber: String(number), ETag: etag };
    if (!part || part.etag !== etag) throw new S3Error('InvalidPart', undefined, details);
    const sum = upload.checksum && text(entry, ALGORITHMS[upload.checksum.name].element);
    if (sum !== undefined && sum !== part.checksum?.value)
      throw new S3Error('InvalidPart', undefined, details);
    if (sum === undefined && upload.checksum?.type === 'COMPOSITE') {
      throw new S3Error(
        'InvalidRequest',
        `The upload was created using a ${upload.checksum.name} checksum. The complete request must include the checksum for each part.`,
      );
    }
    return part;
  });
  const small = selected.slice(0, -1).find((part) => part.size < MIN_PART_BYTES);
  if (!small) return selected;
  throw new S3Error('EntityTooSmall', undefined, {
    ProposedSize: String(small.size),
    MinSizeAllowed: String(MIN_PART_BYTES),
    PartNumber: String(small.number),
  });
}

function combineChecksums(
  context: OperationContext,
  upload: Upload,
  parts: readonly Part[],
): Checksum | undefined {
  if (!upload.checksum) return undefined;
  const { name, type } = upload.checksum;
  const sums = parts.map((part) => ({ value: part.checksum?.value ?? '', size: part.size }));
  const value = combineParts(name, type, sums);
  const claimed = getHeader(context.request, ALGORITHMS[name].header);
  if (claimed !== undefined && claimed !== value) {
    throw new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  }
  return { name, type, value };
}

function combineEtags(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(part.etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}
