import { createHash } from 'node:crypto';
import type { Crc32 } from '../checksum.ts';
import type { LocalFile } from '../local/local-file.ts';
import { UnchangedFileReader } from '../local/unchanged-file-reader.ts';
import type { Store } from '../open-store.ts';
import { putObject } from '../s3/objects.ts';
import type { PlannedUpload } from './plan-upload.ts';

export interface UploadedFile {
  readonly etag: string;
  /** Verified by the store. */
  readonly crc32: Crc32;
  /** In hexadecimal, if requested. */
  readonly sha256: string | undefined;
}

export async function uploadSmallFile(
  store: Store,
  entry: PlannedUpload,
  { withSha256 }: { readonly withSha256: boolean },
): Promise<UploadedFile> {
  const { file, key } = entry;
  const release = await store.limiter.acquire(file.size, store.signal);
  const buffer = store.buffers.acquire(file.size);
  try {
    await readFile(file, buffer);
    const { etag, crc32 } = await putObject(store.requester, key, buffer, file.modified);
    const sha256 = withSha256 ? createHash('sha256').update(buffer).digest('hex') : undefined;
    store.buffers.release(buffer);
    return { etag, crc32, sha256 };
  } catch (error) {
    store.buffers.discard(buffer);
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
