import { S3Error } from '../errors.ts';
import { isAllowed } from '../policy.ts';
import { getField, parseXml, renderXml, text } from '../xml.ts';
import { checkWriteConditions, matchesTag } from './conditions.ts';
import { type OperationContext, type OperationResult, receiveDocument } from './context.ts';

const MAX_KEYS = 1_000;

/** DeleteObject. An unknown key is not an error, unless the request has `If-Match`. */
export function deleteObject({ request, store }: OperationContext): OperationResult {
  checkWriteConditions(request, store.objects.get(request.key));
  store.objects.delete(request.key);
  return { status: 204 };
}

/** DeleteObjects. Each key is checked on its own, so that a rejected key does not prevent the deletion of others. */
export async function deleteObjects(context: OperationContext): Promise<OperationResult> {
  const { headers } = context.request;
  const sums = /^(content-md5|x-amz-trailer|x-amz-sdk-checksum-algorithm|x-amz-checksum-.+)$/;
  const hasChecksum =
    Object.keys(headers).some((name) => sums.test(name)) || context.verified.payloadHash.length === 64;
  if (!hasChecksum)
    throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5');
  const document = parseXml(await receiveDocument(context), 'Delete');
  const entries = getField(document, 'Object');
  if (!Array.isArray(entries) || entries.length > MAX_KEYS) throw new S3Error('MalformedXML');
  const deleted: { Key: string }[] = [];
  const errors: { Key: string; Code: string; Message: string }[] = [];
  for (const entry of entries) {
    const key = text(entry, 'Key');
    if (!key) throw new S3Error('MalformedXML');
    const tag = text(entry, 'ETag');
    const current = context.store.objects.get(key);
    if (!isAllowed(context.verified.identity, 's3:DeleteObject', context.bucket, key)) {
      errors.push({ Key: key, Code: 'AccessDenied', Message: 'Access Denied' });
    } else if (tag !== undefined && current && !matchesTag(tag, current)) {
      const { code: Code, message: Message } = new S3Error('PreconditionFailed');
      errors.push({ Key: key, Code, Message });
    } else {
      context.store.objects.delete(key);
      deleted.push({ Key: key });
    }
  }
  const quiet = text(document, 'Quiet') === 'true';
  return { body: renderXml('DeleteResult', { Deleted: quiet ? [] : deleted, Error: errors }) };
}
