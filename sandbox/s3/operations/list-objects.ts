import { S3Error } from '../errors.ts';
import { encode } from '../sigv4/canonical.ts';
import { type Listing, listPage } from '../store/listing.ts';
import type { ObjectRecord } from '../store/objects.ts';
import { renderXml } from '../xml.ts';
import { type OperationContext, type OperationResult, readQueryInteger, readQueryValue } from './context.ts';

const MAX_PAGE_SIZE = 1_000;
const OWNER = { ID: 'sandbox', DisplayName: 'sandbox' };

/** HeadBucket, with which clients read the region. */
export function headBucket(context: OperationContext): OperationResult {
  return { headers: { 'x-amz-bucket-region': context.region } };
}

export function listObjectsV2(context: OperationContext): OperationResult {
  const token = context.request.query.get('continuation-token');
  const startAfter = readQueryValue(context, 'start-after');
  const { page, common, encoded } = readPage(context, token === undefined ? startAfter : openToken(token));
  const withOwner = readQueryValue(context, 'fetch-owner') === 'true';
  return {
    body: renderXml('ListBucketResult', {
      ...common,
      StartAfter: startAfter === '' ? undefined : encoded(startAfter),
      ContinuationToken: token,
      KeyCount: page.objects.length + page.commonPrefixes.length,
      NextContinuationToken: page.next === undefined ? undefined : Buffer.from(page.next).toString('base64'),
      ...renderEntries(page, encoded, withOwner ? OWNER : undefined),
    }),
  };
}

/** ListObjects (version 1). It continues after a key, and returns the key only if there is a delimiter. */
export function listObjectsV1(context: OperationContext): OperationResult {
  const marker = readQueryValue(context, 'marker');
  const { page, common, encoded } = readPage(context, marker);
  const next = readQueryValue(context, 'delimiter') === '' ? undefined : page.next;
  return {
    body: renderXml('ListBucketResult', {
      ...common,
      Marker: encoded(marker),
      NextMarker: next === undefined ? undefined : encoded(next),
      ...renderEntries(page, encoded, OWNER),
    }),
  };
}

/** Encodes keys as requested: with `encoding-type=url`, a listing can contain characters that XML cannot. */
export function createKeyEncoder(context: OperationContext): (key: string) => string {
  const type = context.request.query.get('encoding-type');
  if (type === undefined) return (key) => key;
  if (type !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (key) => key.split('/').map(encode).join('/').replaceAll('%20', '+');
}

function readPage(context: OperationContext, after: string) {
  const prefix = readQueryValue(context, 'prefix');
  const delimiter = readQueryValue(context, 'delimiter');
  const limit = Math.min(readQueryInteger(context, 'max-keys', MAX_PAGE_SIZE), MAX_PAGE_SIZE);
  const encoded = createKeyEncoder(context);
  const page = listPage(context.store.objects, { prefix, delimiter, after, limit });
  const common = {
    Name: context.bucket,
    Prefix: encoded(prefix),
    Delimiter: delimiter === '' ? undefined : encoded(delimiter),
    EncodingType: context.request.query.get('encoding-type'),
    MaxKeys: limit,
    IsTruncated: page.next !== undefined,
  };
  return { page, common, encoded };
}

function renderEntries(page: Listing, encoded: (key: string) => string, owner: typeof OWNER | undefined) {
  const content = (record: ObjectRecord) => ({
    Key: encoded(record.key),
    LastModified: new Date(record.modified).toISOString(),
    ETag: `"${record.etag}"`,
    ChecksumAlgorithm: record.checksum?.name,
    ChecksumType: record.checksum?.type,
    Size: record.size,
    Owner: owner,
    StorageClass: 'STANDARD',
  });
  return {
    Contents: page.objects.map(content),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encoded(prefix) })),
  };
}

function openToken(token: string): string {
  const after = Buffer.from(token, 'base64').toString();
  if (after !== '') return after;
  throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
}
