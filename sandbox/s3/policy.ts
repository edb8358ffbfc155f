import { S3Error } from './errors.ts';
import type { Identity } from './identity.ts';

/** IAM actions of the operations. */
export type Action =
  | 's3:GetObject'
  | 's3:PutObject'
  | 's3:DeleteObject'
  | 's3:AbortMultipartUpload'
  | 's3:ListMultipartUploadParts'
  | 's3:ListBucket'
  | 's3:ListBucketMultipartUploads';

/**
 * The session policy of Provena's data store: listing covers the whole bucket, objects only the dataset's folder. Write
 * credentials cannot list the parts of an upload (data-store-api/helpers/aws_helpers.py:380).
 */
const BUCKET_WIDE: ReadonlySet<Action> = new Set(['s3:ListBucket', 's3:ListBucketMultipartUploads']);
const IN_FOLDER: Record<'read' | 'write', ReadonlySet<Action>> = {
  read: new Set(['s3:GetObject']),
  write: new Set(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']),
};

/** Whether the holder may perform the action on the key; the key is empty for the bucket. */
export function isAllowed(identity: Identity, action: Action, bucket: string, key: string): boolean {
  if (identity.bucket !== bucket) return false;
  if (identity.access === 'owner' || BUCKET_WIDE.has(action)) return true;
  return IN_FOLDER[identity.access].has(action) && isInFolder(identity.prefix, key);
}

/** @throws S3Error `AccessDenied` for an action that {@link isAllowed} denies */
export function assertAllowed(identity: Identity, action: Action, bucket: string, key: string): void {
  if (isAllowed(identity, action, bucket, key)) return;
  const resource = key === '' ? bucket : `${bucket}/${key}`;
  throw new S3Error(
    'AccessDenied',
    `User: ${identity.sessionName} is not authorized to perform: ${action} on resource: arn:aws:s3:::${resource}`,
  );
}

function isInFolder(prefix: string, key: string): boolean {
  const base = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return base === '' || key === base || key.startsWith(`${base}/`);
}
