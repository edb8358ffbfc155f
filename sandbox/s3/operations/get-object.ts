import { ALGORITHMS } from '../checksums/algorithms.ts';
import { S3Error } from '../errors.ts';
import { getHeader, type S3Request } from '../request.ts';
import type { Content } from '../store/content.ts';
import type { ObjectRecord } from '../store/objects.ts';
import { renderXml, type XmlContent } from '../xml.ts';
import { createChecksumElements, createChecksumHeaders, STORED_HEADERS } from './attributes.ts';
import { checkReadConditions } from './conditions.ts';
import { findObject, type OperationContext, type OperationResult } from './context.ts';

const MAX_PARTS = 1_000;

/** The end is exclusive. */
type ByteRange = Pick<Content, 'start' | 'end'>;

/** GetObject and HeadObject: the whole object, a `Range` or a `partNumber`. The server omits the body for HEAD. */
export function getObject(context: OperationContext): OperationResult {
  const { request } = context;
  const record = findObject(context, request.key);
  checkReadConditions(request, record);
  const part = request.query.get('partNumber');
  if (part !== undefined && getHeader(request, 'range') !== undefined)
    throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  const range = part === undefined ? readRange(context, record) : readPart(record, part);
  const { start, end } = range ?? { start: 0, end: record.size };
  const returnsChecksum = !range && getHeader(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return {
    status: range ? 206 : 200,
    headers: {
      ...record.headers,
      ...record.metadata,
      ...readOverrides(context),
      ...(returnsChecksum ? createChecksumHeaders(record.checksum) : {}),
      ...(range ? { 'content-range': `bytes ${start}-${end - 1}/${record.size}` } : {}),
      ...(part !== undefined && isMultipart(record)
        ? { 'x-amz-mp-parts-count': String(record.segments.length) }
        : {}),
      'accept-ranges': 'bytes',
      'last-modified': new Date(record.modified).toUTCString(),
      etag: `"${record.etag}"`,
    },
    body: { segments: record.segments, start, end },
  };
}

/** GetObjectTagging: no tags. The AWS CLI sends it before it copies a large object. */
export function getObjectTagging(context: OperationContext): OperationResult {
  findObject(context, context.request.key);
  return { body: renderXml('Tagging', { TagSet: {} }) };
}

/** What GetObjectAttributes returns for each name in `x-amz-object-attributes`, in the order of the response. */
const OBJECT_ATTRIBUTES: Record<string, (record: ObjectRecord, request: S3Request) => XmlContent[string]> = {
  ETag: ({ etag }) => etag,
  Checksum: ({ checksum }) => checksum && createChecksumElements(checksum),
  ObjectParts: (record, request) => (isMultipart(record) ? listObjectParts(record, request) : undefined),
  StorageClass: () => 'STANDARD',
  ObjectSize: ({ size }) => size,
};

/** GetObjectAttributes. Provena's credentials allow it, because they allow `s3:GetObject*`. */
export function getObjectAttributes(context: OperationContext): OperationResult {
  const { request } = context;
  const record = findObject(context, request.key);
  const names = (getHeader(request, 'x-amz-object-attributes') ?? '').split(',').map((name) => name.trim());
  if (!names.every((name) => Object.hasOwn(OBJECT_ATTRIBUTES, name)))
    throw new S3Error('InvalidArgument', 'Invalid attribute name specified.');
  const attributes = Object.entries(OBJECT_ATTRIBUTES)
    .filter(([name]) => names.includes(name))
    .map(([name, read]) => [name, read(record, request)]);
  return {
    headers: { 'last-modified': new Date(record.modified).toUTCString() },
    body: renderXml('GetObjectAttributesResponse', Object.fromEntries(attributes)),
  };
}

/** The number of parts, and the parts if they were uploaded with checksums, in pages. */
function listObjectParts({ segments, checksum }: ObjectRecord, request: S3Request): XmlContent {
  const marker = Number(getHeader(request, 'x-amz-part-number-marker') ?? 0);
  const limit = Math.min(Number(getHeader(request, 'x-amz-max-parts') ?? MAX_PARTS), MAX_PARTS);
  const parts = segments.map(({ size, checksum: value }, index) => ({
    PartNumber: index + 1,
    Size: size,
    ...(checksum && value ? { [ALGORITHMS[checksum.name].element]: value } : {}),
  }));
  const page = parts.slice(marker, marker + limit);
  return {
    PartsCount: parts.length,
    ...(checksum && {
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.PartNumber ?? 0,
      MaxParts: limit,
      IsTruncated: marker + limit < parts.length,
      Part: page,
    }),
  };
}

/**
 * One range, as `first-last`, `first-` or `-length`. Any other value is ignored, as RFC 9110 §14.2 allows, and so is a range of
 * another version than `If-Range` names (§13.1.5).
 */
function readRange(context: OperationContext, record: ObjectRecord): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(getHeader(context.request, 'range')?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const validators = [undefined, `"${record.etag}"`, new Date(record.modified).toUTCString()];
  if (!validators.includes(getHeader(context.request, 'if-range'))) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, record.size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? record.size : Math.min(record.size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start < end) return { start, end };
  const details = { ActualObjectSize: String(record.size), RangeRequested: match[0] };
  throw new S3Error('InvalidRange', undefined, details, { 'content-range': `bytes */${record.size}` });
}

/** Whether the object was uploaded in parts, even if it was one. */
function isMultipart({ etag }: ObjectRecord): boolean {
  return etag.includes('-');
}

function readPart(record: ObjectRecord, part: string): ByteRange {
  const index = Number(part) - 1;
  const segment = record.segments[index];
  if (!segment) throw new S3Error('InvalidPartNumber');
  const start = record.segments.slice(0, index).reduce((sum, before) => sum + before.size, 0);
  return { start, end: start + segment.size };
}

/** What a header can contain: no control characters but the tab, and no characters outside ISO 8859-1. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The headers that the query replaces, such as `response-content-type`. @throws S3Error `InvalidArgument` */
function readOverrides(context: OperationContext): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of STORED_HEADERS) {
    const value = context.request.query.get(`response-${name}`);
    if (value === undefined) continue;
    if (!HEADER_VALUE.test(value))
      throw new S3Error('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', {
        ArgumentName: `response-${name}`,
      });
    headers[name] = value;
  }
  return headers;
}
