import { createHash } from 'node:crypto';
import type { Crc32 } from '../checksum.ts';
import type { LocalFile } from '../local/local-file.ts';
import { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import { putObject } from '../s3/objects.ts';
import type { TransferSession } from '../session/session.ts';
import type { PlannedUpload } from './upload-plan.ts';

export interface UploadedFile {
  readonly etag: string;
  /** Verified by the store. */
  readonly crc32: Crc32;
  /** In hexadecimal, if requested. */
  readonly sha256: string | undefined;
}

export async function uploadSmallFile(
  session: TransferSession,
  entry: PlannedUpload,
  { withSha256 }: { readonly withSha256: boolean },
): Promise<UploadedFile> {
  const { file, key } = entry;
  const release = await session.limiter.acquire(file.size, session.signal);
  const buffer = session.buffers.acquire(file.size);
  try {
    await readFile(file, buffer);
    const { etag, crc32 } = await putObject(session.requester, key, buffer, file.modified);
    const sha256 = withSha256 ? createHash('sha256').update(buffer).digest('hex') : undefined;
    session.buffers.release(buffer);
    return { etag, crc32, sha256 };
  } catch (error) {
    session.buffers.discard(buffer);
    throw error;
  } finally {
    release();
  }
}

/** Closes the file before it is sent, because open files and connections share the limit of file descriptors. */
async function readFile(file: LocalFile, buffer: Buffer): Promise<void> {
  using source = new UnchangedFileReader(file);
  await source.read(buffer, 0);
  source.assertUnchanged();
}
