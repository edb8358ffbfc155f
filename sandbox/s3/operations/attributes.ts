import { ALGORITHMS } from '../checksums/algorithms.ts';
import { getHeader, type S3Request } from '../request.ts';
import type { Attributes, Checksum } from '../store/objects.ts';

/** The headers of an object that a client chooses. */
export const STORED_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
] as const;

const DEFAULT_TYPE = 'binary/octet-stream';

/** Reads the attributes of a new object. `aws-chunked` is a framing and not an encoding of the content. */
export function readAttributes(request: S3Request): Attributes {
  const headers: Record<string, string> = { 'content-type': DEFAULT_TYPE };
  for (const name of STORED_HEADERS) {
    const value = name === 'content-encoding' ? getContentEncoding(request) : getHeader(request, name);
    if (value) headers[name] = value;
  }
  const metadata: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-amz-meta-')) metadata[name] = getHeader(request, name) ?? '';
  }
  return { headers, metadata };
}

/** The checksum of an object, or of a part, which has no type. */
type AnyChecksum = Omit<Checksum, 'type'> & Partial<Checksum>;

export function createChecksumHeaders(checksum: AnyChecksum | undefined): Record<string, string> {
  if (!checksum) return {};
  const { name, value, type } = checksum;
  return { [ALGORITHMS[name].header]: value, ...(type ? { 'x-amz-checksum-type': type } : {}) };
}

export function createChecksumElements(checksum: AnyChecksum | undefined): Record<string, string> {
  if (!checksum) return {};
  const { name, value, type } = checksum;
  return { [ALGORITHMS[name].element]: value, ...(type ? { ChecksumType: type } : {}) };
}

function getContentEncoding(request: S3Request): string {
  const encodings = (getHeader(request, 'content-encoding') ?? '').split(',').map((part) => part.trim());
  return encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked').join(',');
}
