import type { Action } from '../policy.ts';
import type { S3Request } from '../request.ts';
import { getBucketLocation, getBucketVersioning, headBucket } from './bucket.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import type { Context, OperationResult } from './context.ts';
import { copyObject, uploadPartCopy } from './copy.ts';
import { createMultipartUpload } from './create-upload.ts';
import { deleteObject, deleteObjects } from './delete.ts';
import { getObject } from './get-object.ts';
import { listObjectsV1, listObjectsV2 } from './list-objects.ts';
import { abortMultipartUpload, listMultipartUploads, listParts } from './list-uploads.ts';
import { getObjectAttributes } from './object-attributes.ts';
import { putObject } from './put-object.ts';
import { uploadPart } from './upload-part.ts';

/** An operation of S3, with the requests that call it. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly target: 'bucket' | 'object';
  /** Required parameters of the query. A row with more of them precedes one with fewer. */
  readonly query?: readonly string[];
  /** A required header. */
  readonly header?: string;
  /** The permission that the signer needs; absent if the operation checks it itself. */
  readonly action?: Action;
  readonly run: (context: Context) => OperationResult | Promise<OperationResult>;
}

const COPY = 'x-amz-copy-source';

/** All operations of the store. The first row that matches a request is its operation. */
const OPERATIONS: readonly Operation[] = [
  {
    name: 'UploadPartCopy',
    method: 'PUT',
    target: 'object',
    query: ['partNumber', 'uploadId'],
    header: COPY,
    action: 's3:PutObject',
    run: uploadPartCopy,
  },
  {
    name: 'UploadPart',
    method: 'PUT',
    target: 'object',
    query: ['partNumber', 'uploadId'],
    action: 's3:PutObject',
    run: uploadPart,
  },
  {
    name: 'CopyObject',
    method: 'PUT',
    target: 'object',
    header: COPY,
    action: 's3:PutObject',
    run: copyObject,
  },
  { name: 'PutObject', method: 'PUT', target: 'object', action: 's3:PutObject', run: putObject },
  { name: 'ListParts', method: 'GET', target: 'object', query: ['uploadId'], run: listParts },
  {
    name: 'GetObjectAttributes',
    method: 'GET',
    target: 'object',
    query: ['attributes'],
    action: 's3:GetObject',
    run: getObjectAttributes,
  },
  { name: 'GetObject', method: 'GET', target: 'object', action: 's3:GetObject', run: getObject },
  { name: 'HeadObject', method: 'HEAD', target: 'object', action: 's3:GetObject', run: getObject },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    target: 'object',
    query: ['uploadId'],
    action: 's3:AbortMultipartUpload',
    run: abortMultipartUpload,
  },
  { name: 'DeleteObject', method: 'DELETE', target: 'object', action: 's3:DeleteObject', run: deleteObject },
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    target: 'object',
    query: ['uploads'],
    action: 's3:PutObject',
    run: createMultipartUpload,
  },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    target: 'object',
    query: ['uploadId'],
    action: 's3:PutObject',
    run: completeMultipartUpload,
  },
  { name: 'DeleteObjects', method: 'POST', target: 'bucket', query: ['delete'], run: deleteObjects },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    target: 'bucket',
    query: ['uploads'],
    action: 's3:ListBucketMultipartUploads',
    run: listMultipartUploads,
  },
  {
    name: 'GetBucketLocation',
    method: 'GET',
    target: 'bucket',
    query: ['location'],
    action: 's3:GetBucketLocation',
    run: getBucketLocation,
  },
  {
    name: 'GetBucketVersioning',
    method: 'GET',
    target: 'bucket',
    query: ['versioning'],
    action: 's3:GetBucketVersioning',
    run: getBucketVersioning,
  },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    target: 'bucket',
    query: ['list-type'],
    action: 's3:ListBucket',
    run: listObjectsV2,
  },
  { name: 'ListObjects', method: 'GET', target: 'bucket', action: 's3:ListBucket', run: listObjectsV1 },
  { name: 'HeadBucket', method: 'HEAD', target: 'bucket', action: 's3:ListBucket', run: headBucket },
];

/** Sub-resources of S3. A request for one that this store does not have must not reach the plain operation. */
const SUB_RESOURCES = [
  'acl',
  'tagging',
  'versions',
  'policy',
  'lifecycle',
  'cors',
  'retention',
  'legal-hold',
  'torrent',
  'attributes',
  'select',
  'restore',
  'versionId',
  'encryption',
  'object-lock',
  'ownershipControls',
  'website',
  'notification',
  'replication',
  'logging',
  'accelerate',
  'requestPayment',
  'publicAccessBlock',
];

/** @returns the operation of a request; undefined if the store does not have it */
export function findOperation(request: S3Request): Operation | undefined {
  const target = request.key === '' ? 'bucket' : 'object';
  const operation = OPERATIONS.find(
    (row) =>
      row.method === request.method &&
      row.target === target &&
      (row.query ?? []).every((name) => request.query.has(name)) &&
      (row.header === undefined || request.headers[row.header] !== undefined),
  );
  const isAbsent = (name: string) => request.query.has(name) && !operation?.query?.includes(name);
  return SUB_RESOURCES.some(isAbsent) ? undefined : operation;
}
