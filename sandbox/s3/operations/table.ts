import type { Action } from '../policy.ts';
import type { S3Request } from '../request.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import type { OperationContext, OperationResult } from './context.ts';
import { copyObject, uploadPartCopy } from './copy.ts';
import { createMultipartUpload } from './create-upload.ts';
import { deleteObject, deleteObjects } from './delete.ts';
import { getObject, getObjectAttributes, getObjectTagging } from './get-object.ts';
import { headBucket, listObjectsV1, listObjectsV2 } from './list-objects.ts';
import { abortMultipartUpload, listMultipartUploads, listParts } from './list-uploads.ts';
import { putObject } from './put-object.ts';
import { uploadPart } from './upload-part.ts';

/** The query parameters and the header that distinguish a request from others to the same target. */
interface Selector {
  readonly query?: readonly string[];
  readonly header?: string;
}

/** An operation of S3, with the requests that call it. */
export interface Operation extends Selector {
  readonly name: string;
  readonly request: `${'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'} ${'bucket' | 'object'}`;
  /** The permission that the signer needs; undefined if the operation checks it itself. */
  readonly action: Action | undefined;
  readonly run: (context: OperationContext) => OperationResult | Promise<OperationResult>;
}

function operation(
  name: string,
  request: Operation['request'],
  action: Operation['action'],
  run: Operation['run'],
  selector: Selector = {},
): Operation {
  return { name, request, action, run, ...selector };
}

const COPY = { header: 'x-amz-copy-source' };
const PART = { query: ['partNumber', 'uploadId'] };
const UPLOAD = { query: ['uploadId'] };
const UPLOADS = { query: ['uploads'] };

/**
 * All operations of the store. The first row that matches a request is its operation, so that a row with more conditions
 * precedes one with fewer.
 */
const OPERATIONS: readonly Operation[] = [
  operation('UploadPartCopy', 'PUT object', 's3:PutObject', uploadPartCopy, { ...PART, ...COPY }),
  operation('UploadPart', 'PUT object', 's3:PutObject', uploadPart, PART),
  operation('CopyObject', 'PUT object', 's3:PutObject', copyObject, COPY),
  operation('PutObject', 'PUT object', 's3:PutObject', putObject),
  operation('ListParts', 'GET object', undefined, listParts, UPLOAD),
  operation('GetObjectTagging', 'GET object', 's3:GetObject', getObjectTagging, { query: ['tagging'] }),
  operation('GetObjectAttributes', 'GET object', 's3:GetObject', getObjectAttributes, {
    query: ['attributes'],
  }),
  operation('GetObject', 'GET object', 's3:GetObject', getObject),
  operation('HeadObject', 'HEAD object', 's3:GetObject', getObject),
  operation('AbortMultipartUpload', 'DELETE object', 's3:AbortMultipartUpload', abortMultipartUpload, UPLOAD),
  operation('DeleteObject', 'DELETE object', 's3:DeleteObject', deleteObject),
  operation('CreateMultipartUpload', 'POST object', 's3:PutObject', createMultipartUpload, UPLOADS),
  operation('CompleteMultipartUpload', 'POST object', 's3:PutObject', completeMultipartUpload, UPLOAD),
  operation('DeleteObjects', 'POST bucket', undefined, deleteObjects, { query: ['delete'] }),
  operation(
    'ListMultipartUploads',
    'GET bucket',
    's3:ListBucketMultipartUploads',
    listMultipartUploads,
    UPLOADS,
  ),
  operation('ListObjectsV2', 'GET bucket', 's3:ListBucket', listObjectsV2, { query: ['list-type'] }),
  operation('ListObjects', 'GET bucket', 's3:ListBucket', listObjectsV1),
  operation('HeadBucket', 'HEAD bucket', 's3:ListBucket', headBucket),
];

export const OPERATION_NAMES = OPERATIONS.map(({ name }) => name);

/** Parameters that are no sub-resources even if they are empty: those of listings, and the headers that a response gets. */
const PLAIN_PARAMETER =
  /^(response-.+|prefix|delimiter|(.+-)?marker|max-.+|start-after|continuation-token|encoding-type|fetch-owner)$/;

/** @returns the operation of a request; undefined if the store does not have it */
export function findOperation(request: S3Request): Operation | undefined {
  const target = `${request.method} ${request.key === '' ? 'bucket' : 'object'}`;
  const found = OPERATIONS.find(
    (row) =>
      row.request === target &&
      (row.query ?? []).every((name) => request.query.has(name)) &&
      (row.header === undefined || request.headers[row.header] !== undefined),
  );
  // A parameter without a value selects a sub-resource, such as `acl`, to which the operation on the object does not apply.
  const selectors = [...request.query].filter(
    ([name, value]) => name === 'versionId' || (value === '' && !PLAIN_PARAMETER.test(name)),
  );
  return selectors.every(([name]) => found?.query?.includes(name)) ? found : undefined;
}
