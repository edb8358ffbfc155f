import { ALGORITHMS } from '../checksums/algorithms.ts';
import { S3Error } from '../errors.ts';
import { getHeader } from '../request.ts';
import type { ObjectRecord } from '../store/objects.ts';
import { renderXml, type XmlContent } from '../xml.ts';
import { createChecksumElements } from './attributes.ts';
import { type OperationContext, type OperationResult, parseInteger } from './context.ts';

const MAX_PARTS_PER_PAGE = 1_000;

type Render = (record: ObjectRecord, context: OperationContext) => XmlContent;

/** The names in the header `x-amz-object-attributes`, in the order of the response. */
const ATTRIBUTES = new Map<string, Render>([
  ['ETag', ({ etag }) => ({ ETag: etag })],
  ['Checksum', renderChecksum],
  ['ObjectParts', renderParts],
  ['StorageClass', () => ({ StorageClass: 'STANDARD' })],
  ['ObjectSize', ({ size }) => ({ ObjectSize: size })],
]);

/**
 * GetObjectAttributes: the attributes that the request names.
 * @throws S3Error `InvalidArgument` when the request names none or an unknown one
 */
export function getObjectAttributes(context: OperationContext): OperationResult {
  const { request, store } = context;
  const names = (getHeader(request, 'x-amz-object-attributes') ?? '').split(',').map((name) => name.trim());
  if (names.some((name) => !ATTRIBUTES.has(name)))
    throw new S3Error('InvalidArgument', 'Invalid attribute name specified.');
  const record = store.objects.get(request.key);
  if (!record) throw new S3Error('NoSuchKey', undefined, { Key: request.key });
  const members = [...ATTRIBUTES].filter(([name]) => names.includes(name));
  return {
    headers: { 'last-modified': new Date(record.modified).toUTCString() },
    body: renderXml(
      'GetObjectAttributesResponse',
      Object.assign({}, ...members.map(([, render]) => render(record, context))),
    ),
  };
}

function renderChecksum({ checksum }: ObjectRecord): XmlContent {
  if (!checksum) return {};
  const [value = ''] = checksum.value.split('-'); // only here, S3 omits the number of parts of a composite checksum
  return { Checksum: createChecksumElements({ ...checksum, value }) };
}

/** Only for multipart uploads. S3 lists the parts only if they have checksums, and counts them otherwise. */
function renderParts(record: ObjectRecord, { request }: OperationContext): XmlContent {
  const { segments, checksum, etag } = record;
  if (!etag.includes('-')) return {};
  if (!checksum) return { ObjectParts: { PartsCount: segments.length } };
  const readInteger = (name: string, fallback: number) =>
    parseInteger(name, getHeader(request, name), fallback);
  const marker = readInteger('x-amz-part-number-marker', 0);
  const limit = Math.min(readInteger('x-amz-max-parts', MAX_PARTS_PER_PAGE), MAX_PARTS_PER_PAGE);
  const parts = segments.map((segment, index) => ({
    [ALGORITHMS[checksum.name].element]: segment.checksum,
    PartNumber: index + 1,
    Size: segment.size,
  }));
  const page = parts.slice(marker, marker + limit);
  return {
    ObjectParts: {
      IsTruncated: marker + page.length < parts.length,
      MaxParts: limit,
      NextPartNumberMarker: page.at(-1)?.PartNumber ?? marker,
      PartNumberMarker: marker,
      Part: page,
      PartsCount: parts.length,
    },
  };
}
