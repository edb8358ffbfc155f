import { createHash } from 'node:crypto';
import { ALGORITHMS, CHECKSUM_NAMES, type ChecksumName, type Digester } from '../checksums/algorithms.ts';
import { S3Error } from '../errors.ts';
import { getHeader, type S3Request } from '../request.ts';
import type { VerifiedRequest } from '../sigv4/verify.ts';
import { ChunkedDecoder } from './chunked.ts';

export interface ReceivedBody {
  readonly size: number;
  /** Hexadecimal. */
  readonly md5: string;
  /** The additional checksum of the body, after its verification. */
  readonly checksum: { readonly name: ChecksumName; readonly value: string } | undefined;
}

export interface ReceiveOptions {
  /** Receives the content in order. The bytes are valid only until it returns. */
  readonly sink: (content: Buffer) => void;
  /** Changes the received content, to simulate a bad disk or connection in tests. */
  readonly alter?: ((content: Buffer) => Buffer) | undefined;
  /** Set if the header `x-amz-checksum-…` is not that of the body: for CompleteMultipartUpload it is that of the object. */
  readonly ignoreChecksum?: boolean;
  /** The checksum that is computed if the request has none. */
  readonly defaultAlgorithm?: ChecksumName | undefined;
}

const MAX_PUT_BYTES = 5 * 1024 ** 3;

/** Receives the body of a request. Checks each length, hash and signature in the request. @throws S3Error */
export async function receiveBody(
  request: S3Request,
  verified: VerifiedRequest,
  options: ReceiveOptions,
): Promise<ReceivedBody> {
  const declared = readDeclaredBody(request, verified, options);
  const md5 = createHash('md5');
  const sha256 = declared.sha256 === undefined ? undefined : createHash('sha256');
  const digester = declared.algorithm && ALGORITHMS[declared.algorithm].start();
  let size = 0;
  const take = (content: Buffer) => {
    const bytes = options.alter ? options.alter(content) : content;
    size += bytes.length;
    md5.update(bytes);
    sha256?.update(bytes);
    digester?.update(bytes);
    options.sink(bytes);
  };
  const chunked = declared.chunked;
  // Without `destroyOnReturn`, an error would close the connection, and the client would get no response. The chunks of a request
  // without an encoding are Buffers; the type of the stream is `any`.
  const pieces: AsyncIterable<Buffer> = request.message.iterator({ destroyOnReturn: false });
  for await (const bytes of pieces) chunked ? chunked.push(bytes, take) : take(bytes);
  chunked?.finish();
  if (size !== declared.length) throw new S3Error('IncompleteBody');
  if (sha256 && sha256.digest('hex') !== declared.sha256) throw new S3Error('XAmzContentSHA256Mismatch');
  const digest = md5.digest();
  if (declared.md5 && !declared.md5.equals(digest)) throw new S3Error('BadDigest');
  return { size, md5: digest.toString('hex'), checksum: assertChecksum(request, declared, digester) };
}

/** What the headers of a request declare about its body. */
type DeclaredBody = ReturnType<typeof readDeclaredBody>;

function readDeclaredBody(
  request: S3Request,
  verified: VerifiedRequest,
  { ignoreChecksum = false, defaultAlgorithm }: ReceiveOptions,
) {
  const hash = verified.payloadHash;
  const streaming = hash.startsWith('STREAMING-');
  const length = getHeader(request, streaming ? 'x-amz-decoded-content-length' : 'content-length');
  if (length === undefined && (streaming || request.headers['transfer-encoding']))
    throw new S3Error('MissingContentLength');
  if (Number(length) > MAX_PUT_BYTES) throw new S3Error('EntityTooLarge');
  const contentMd5 = getHeader(request, 'content-md5');
  const md5 = contentMd5 === undefined ? undefined : Buffer.from(contentMd5, 'base64');
  if (md5 && md5.length !== 16) throw new S3Error('InvalidDigest');
  const algorithm = ignoreChecksum ? undefined : readDeclaredAlgorithm(request);
  return {
    length: Number(length ?? 0),
    md5,
    sha256: streaming ? undefined : readPayloadHash(hash),
    algorithm: algorithm ?? defaultAlgorithm,
    hasChecksum: algorithm !== undefined,
    chunked: streaming ? new ChunkedDecoder(getChunkSeed(hash, verified)) : undefined,
  };
}

function readPayloadHash(hash: string): string | undefined {
  if (hash === 'UNSIGNED-PAYLOAD') return undefined;
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new S3Error(
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-… or a SHA-256.',
  );
}

function getChunkSeed(hash: string, verified: VerifiedRequest): VerifiedRequest['seed'] | undefined {
  if (hash.startsWith('STREAMING-UNSIGNED-PAYLOAD')) return undefined;
  if (hash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD')) return verified.seed;
  throw new S3Error('NotImplemented', `Payloads signed as ${hash} are not implemented.`);
}

function readDeclaredAlgorithm(request: S3Request): ChecksumName | undefined {
  const trailer = getHeader(request, 'x-amz-trailer')?.toLowerCase();
  const names = CHECKSUM_NAMES.filter((name) => {
    const checksumHeader = ALGORITHMS[name].header;
    return checksumHeader === trailer || request.headers[checksumHeader] !== undefined;
  });
  if (names.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  return names[0];
}

function assertChecksum(
  request: S3Request,
  { algorithm: name, hasChecksum, chunked }: DeclaredBody,
  digester: Digester | undefined,
): ReceivedBody['checksum'] {
  if (!name || !digester) return undefined;
  const { header } = ALGORITHMS[name];
  const value = digester.digest();
  if (!hasChecksum || value === (getHeader(request, header) ?? chunked?.trailers.get(header)))
    return { name, value };
  throw new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}
