import { S3Error } from '../errors.ts';
import { getHeader, type S3Request } from '../request.ts';
import type { ObjectRecord } from '../store/objects.ts';

/** RFC 9110 §13 for GET and HEAD; with the prefix `x-amz-copy-source-` for the source of a copy. */
export function checkReadConditions(request: S3Request, record: ObjectRecord, prefix = ''): void {
  const value = (name: string) => getHeader(request, `${prefix}${name}`);
  const ifMatch = value('if-match');
  const ifNoneMatch = value('if-none-match');
  // An invalid date is no condition: comparisons with NaN are false.
  const unmodifiedSince = Date.parse(value('if-unmodified-since') ?? '');
  const modifiedSince = Date.parse(value('if-modified-since') ?? '');
  const fail = (condition: string) => createPreconditionError(`${prefix}${condition}`);
  if (ifMatch !== undefined && !matchesTag(ifMatch, record)) throw fail('If-Match');
  if (ifMatch === undefined && record.modified > unmodifiedSince) throw fail('If-Unmodified-Since');
  const unchanged =
    ifNoneMatch !== undefined ? matchesTag(ifNoneMatch, record) : record.modified <= modifiedSince;
  if (!unchanged) return;
  if (prefix !== '') throw fail(ifNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match');
  throw new S3Error('NotModified', undefined, {}, { etag: `"${record.etag}"` });
}

/** Conditional writes: `If-None-Match: *` only creates an object, `If-Match` only replaces the one with this tag. */
export function checkWriteConditions(request: S3Request, current: ObjectRecord | undefined): void {
  const ifNoneMatch = getHeader(request, 'if-none-match');
  const ifMatch = getHeader(request, 'if-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new S3Error('NotImplemented', 'If-None-Match of a write must be *.');
  }
  if (ifNoneMatch === '*' && current) throw createPreconditionError('If-None-Match');
  if (ifMatch === undefined) return;
  if (!current) throw new S3Error('NoSuchKey');
  if (!matchesTag(ifMatch, current)) throw createPreconditionError('If-Match');
}

/** Names the condition, because s3fs recognizes by it that an object exists. */
function createPreconditionError(condition: string): S3Error {
  return new S3Error('PreconditionFailed', undefined, { Condition: condition });
}

/** Whether a list of entity tags, or `*`, matches an object. */
export function matchesTag(list: string, record: ObjectRecord): boolean {
  return list.split(',').some((entry) => {
    const tag = entry.trim().replace(/^W\//, '').replaceAll('"', '');
    return tag === '*' || tag === record.etag;
  });
}
