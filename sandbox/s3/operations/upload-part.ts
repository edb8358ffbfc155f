import type { ReceivedBody } from '../body/receive.ts';
import { S3Error } from '../errors.ts';
import type { Part, Upload } from '../store/uploads.ts';
import { createChecksumHeaders } from './attributes.ts';
import {
  type OperationContext,
  type OperationResult,
  readQueryInteger,
  readQueryValue,
  receiveBlob,
  truncateToSecond,
} from './context.ts';

const MAX_PART_NUMBER = 10_000;

export async function uploadPart(context: OperationContext): Promise<OperationResult> {
  const upload = findUpload(context);
  const number = readPartNumber(context);
  const { name, type } = upload.checksum ?? {};
  // For a checksum of the whole content, a part needs none.
  const save = ({ size, md5: etag, checksum }: ReceivedBody, blob: string) => {
    checkAlgorithm(upload, checksum?.name);
    savePart(context, upload, { number, blob, size, etag, checksum });
    return { headers: { etag: `"${etag}"`, ...createChecksumHeaders(checksum) } };
  };
  return receiveBlob(context, save, { defaultAlgorithm: type === 'FULL_OBJECT' ? name : undefined });
}

/** Adds a part to an upload. @throws S3Error `NoSuchUpload` if it has ended */
export function savePart(
  { store, now }: OperationContext,
  upload: Upload,
  content: Omit<Part, 'modified'>,
): Part {
  const part = { ...content, modified: truncateToSecond(now) };
  if (!store.uploads.putPart(upload.id, part)) throw new S3Error('NoSuchUpload');
  return part;
}

/** The upload of the request. @throws S3Error `NoSuchUpload` if it is unknown or for another key */
export function findUpload(context: OperationContext): Upload {
  const id = readQueryValue(context, 'uploadId');
  const upload = context.store.uploads.get(id, context.request.key);
  if (!upload) throw new S3Error('NoSuchUpload', undefined, { UploadId: id });
  return upload;
}

/** The part number of the query, from 1 to 10,000. */
export function readPartNumber(context: OperationContext): number {
  const number = readQueryInteger(context, 'partNumber', 0);
  if (number >= 1 && number <= MAX_PART_NUMBER) return number;
  throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
}

/** An upload with a checksum algorithm accepts only parts with this algorithm. */
function checkAlgorithm(upload: Upload, sent: string | undefined): void {
  const expected = upload.checksum?.name;
  if (expected === undefined || expected === sent) return;
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${sent?.toLowerCase() ?? 'null'}`,
  );
}
