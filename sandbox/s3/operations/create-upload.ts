import { ALGORITHMS, CHECKSUM_NAMES, type ChecksumName, type ChecksumType } from '../checksums/algorithms.ts';
import { S3Error } from '../errors.ts';
import { getHeader, type S3Request } from '../request.ts';
import type { Upload } from '../store/uploads.ts';
import { renderXml } from '../xml.ts';
import { readAttributes } from './attributes.ts';
import type { OperationContext, OperationResult } from './context.ts';

export function createMultipartUpload(context: OperationContext): OperationResult {
  const { request, store, verified } = context;
  const checksum = readChecksum(request);
  const upload = store.uploads.create({
    ...readAttributes(request),
    key: request.key,
    initiated: context.now,
    initiator: verified.identity.sessionName,
    checksum,
  });
  return {
    headers: checksum
      ? { 'x-amz-checksum-algorithm': checksum.name, 'x-amz-checksum-type': checksum.type }
      : {},
    body: renderXml('InitiateMultipartUploadResult', {
      Bucket: context.bucket,
      Key: request.key,
      UploadId: upload.id,
    }),
  };
}

/** The algorithm of the checksum that the store is to compute. @throws S3Error for an unknown one */
export function readAlgorithm(request: S3Request): ChecksumName | undefined {
  const requested = getHeader(request, 'x-amz-checksum-algorithm')?.toUpperCase();
  const name = CHECKSUM_NAMES.find((known) => known === requested);
  if (name || requested === undefined) return name;
  throw new S3Error('InvalidRequest', `Checksum algorithm provided is unsupported: ${requested}`);
}

function readChecksum(request: S3Request): Upload['checksum'] {
  const name = readAlgorithm(request);
  const type = getHeader(request, 'x-amz-checksum-type')?.toUpperCase();
  if (name === undefined) {
    if (type === undefined) return undefined;
    throw new S3Error('InvalidRequest', 'The x-amz-checksum-type header needs x-amz-checksum-algorithm.');
  }
  const offered: readonly ChecksumType[] = ALGORITHMS[name].multipart;
  const checksumType = type === undefined ? offered[0] : offered.find((known) => known === type);
  if (checksumType) return { name, type: checksumType };
  throw new S3Error('InvalidRequest', `The ${type} checksum type cannot be used with ${name}.`);
}
