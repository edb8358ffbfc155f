import { assertAllowed } from '../policy.ts';
import { getFolder } from '../store/listing.ts';
import type { Upload } from '../store/uploads.ts';
import { renderXml } from '../xml.ts';
import { createChecksumElements } from './attributes.ts';
import { type OperationContext, type OperationResult, readQueryInteger, readQueryValue } from './context.ts';
import { createKeyEncoder } from './list-objects.ts';
import { findUpload } from './upload-part.ts';

const MAX_PAGE_SIZE = 1_000;

/**
 * ListParts. The write credentials of Provena lack `s3:ListMultipartUploadParts`, so that even the session that created an
 * upload gets 403 (data-store-api/helpers/aws_helpers.py:380).
 */
export function listParts(context: OperationContext): OperationResult {
  const { identity } = context.verified;
  const upload = findUpload(context);
  assertAllowed(identity, 's3:ListMultipartUploadParts', context.bucket, upload.key);
  const marker = readQueryInteger(context, 'part-number-marker', 0);
  const limit = Math.min(readQueryInteger(context, 'max-parts', MAX_PAGE_SIZE), MAX_PAGE_SIZE);
  const rest = context.store.uploads.parts(upload.id).filter((part) => part.number > marker);
  const page = rest.slice(0, limit);
  const initiator = { ID: upload.initiator, DisplayName: upload.initiator };
  return {
    body: renderXml('ListPartsResult', {
      Bucket: context.bucket,
      Key: createKeyEncoder(context)(upload.key),
      UploadId: upload.id,
      Initiator: initiator,
      Owner: initiator,
      StorageClass: 'STANDARD',
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? 0,
      MaxParts: limit,
      IsTruncated: rest.length > page.length,
      ChecksumAlgorithm: upload.checksum?.name,
      ChecksumType: upload.checksum?.type,
      Part: page.map((part) => ({
        PartNumber: part.number,
        LastModified: new Date(part.modified).toISOString(),
        ETag: `"${part.etag}"`,
        Size: part.size,
        ...createChecksumElements(part.checksum),
      })),
    }),
  };
}

export function listMultipartUploads(context: OperationContext): OperationResult {
  const prefix = readQueryValue(context, 'prefix');
  const keyMarker = readQueryValue(context, 'key-marker');
  const idMarker = readQueryValue(context, 'upload-id-marker');
  const limit = Math.min(readQueryInteger(context, 'max-uploads', MAX_PAGE_SIZE), MAX_PAGE_SIZE);
  const encoded = createKeyEncoder(context);
  const delimiter = readQueryValue(context, 'delimiter');
  const all = groupByFolder(context.store.uploads.list(prefix), prefix, delimiter);
  const markerIndex = all.findIndex(({ key, upload }) => key === keyMarker && upload?.id === idMarker);
  const rest = markerIndex >= 0 ? all.slice(markerIndex + 1) : all.filter(({ key }) => key > keyMarker);
  const page = rest.slice(0, limit);
  // As at AWS, an empty page is the last one.
  const last = rest.length > page.length ? page.at(-1) : undefined;
  return {
    body: renderXml('ListMultipartUploadsResult', {
      Bucket: context.bucket,
      KeyMarker: encoded(keyMarker),
      UploadIdMarker: idMarker,
      NextKeyMarker: last && encoded(last.key),
      NextUploadIdMarker: last?.upload?.id,
      Prefix: encoded(prefix),
      Delimiter: delimiter === '' ? undefined : encoded(delimiter),
      EncodingType: context.request.query.get('encoding-type'),
      MaxUploads: limit,
      IsTruncated: last !== undefined,
      Upload: page
        .flatMap(({ upload }) => upload ?? [])
        .map(({ id, key, initiator, initiated, checksum }) => ({
          Key: encoded(key),
          UploadId: id,
          Initiator: { ID: initiator, DisplayName: initiator },
          StorageClass: 'STANDARD',
          Initiated: new Date(initiated).toISOString(),
          ChecksumAlgorithm: checksum?.name,
          ChecksumType: checksum?.type,
        })),
      CommonPrefixes: page.filter(({ upload }) => !upload).map(({ key }) => ({ Prefix: encoded(key) })),
    }),
  };
}

/** The uploads, and in place of those with a common prefix, this prefix. */
function groupByFolder(
  uploads: readonly Upload[],
  prefix: string,
  delimiter: string,
): { key: string; upload?: Upload }[] {
  const folders = new Set<string>();
  return uploads.flatMap((upload) => {
    const folder = getFolder(upload.key, prefix, delimiter);
    if (folder === '') return { key: upload.key, upload };
    if (folders.has(folder)) return [];
    folders.add(folder);
    return { key: folder };
  });
}

export function abortMultipartUpload(context: OperationContext): OperationResult {
  context.store.uploads.abort(findUpload(context).id);
  return { status: 204 };
}
