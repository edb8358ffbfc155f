import { type ReceivedBody, type ReceiveOptions, receiveBody } from '../body/receive.ts';
import { S3Error } from '../errors.ts';
import type { S3Request } from '../request.ts';
import type { VerifiedRequest } from '../sigv4/verify.ts';
import type { Blobs, BlobWriter } from '../store/blobs.ts';
import type { Content } from '../store/content.ts';
import type { ObjectRecord, Objects } from '../store/objects.ts';
import type { Uploads } from '../store/uploads.ts';

/** The request of an operation, its signer and the store. */
export interface OperationContext {
  readonly request: S3Request;
  readonly verified: VerifiedRequest;
  readonly store: { readonly blobs: Blobs; readonly objects: Objects; readonly uploads: Uploads };
  readonly bucket: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** See {@link receiveBody}. */
  readonly alter?: ((content: Buffer) => Buffer) | undefined;
}

export interface OperationResult {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Content;
}

const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** The value of a query parameter; empty if it is missing. */
export function readQueryValue(context: OperationContext, name: string): string {
  return context.request.query.get(name) ?? '';
}

/** The object with a key. @throws S3Error `NoSuchKey` */
export function findObject({ store }: OperationContext, key: string): ObjectRecord {
  const record = store.objects.get(key);
  if (!record) throw new S3Error('NoSuchKey', undefined, { Key: key });
  return record;
}

/** An integer of the query; the fallback if it is missing. @throws S3Error `InvalidArgument` */
export function readQueryInteger(context: OperationContext, name: string, fallback: number): number {
  const text = context.request.query.get(name);
  if (text === undefined) return fallback;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new S3Error('InvalidArgument', `Provided ${name} not an integer or within integer range`);
}

/**
 * Writes a new file with `fill`, and its row with `save`. The file is removed if one of them fails. What `save` checks still
 * holds when it writes, because it is synchronous.
 * @returns what `save` returns
 */
export async function writeBlob<T, Saved>(
  { store }: OperationContext,
  fill: (writer: BlobWriter) => Promise<T>,
  save: (content: T, blob: string) => Saved,
): Promise<Saved> {
  const writer = store.blobs.create();
  try {
    const content = await fill(writer);
    writer.close();
    return save(content, writer.id);
  } catch (error) {
    writer.discard();
    throw error;
  }
}

/** Receives the body as a new file, see {@link writeBlob}. @throws S3Error */
export function receiveBlob<Saved>(
  context: OperationContext,
  save: (received: ReceivedBody, blob: string) => Saved,
  options: Pick<ReceiveOptions, 'defaultAlgorithm'> = {},
): Promise<Saved> {
  const { request, verified, alter } = context;
  const receive = (writer: BlobWriter) =>
    receiveBody(request, verified, { sink: (bytes) => writer.write(bytes), alter, ...options });
  return writeBlob(context, receive, save);
}

/** Receives the body as an XML document. @throws S3Error */
export async function receiveDocument(
  context: OperationContext,
  options: Pick<ReceiveOptions, 'ignoreChecksum'> = {},
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  const sink = (content: Buffer) => {
    size += content.length;
    if (size > MAX_DOCUMENT_BYTES) throw new S3Error('MalformedXML', 'The document is too long.');
    pieces.push(Buffer.from(content));
  };
  await receiveBody(context.request, context.verified, { sink, ...options });
  return Buffer.concat(pieces);
}

/** Rounds to seconds, as HTTP dates do. */
export function truncateToSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
