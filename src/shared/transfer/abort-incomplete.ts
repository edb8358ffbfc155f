import { forEachConcurrent } from '../client/for-each-concurrent.ts';
import { StoreRequestError } from './errors.ts';
import { toFolderPrefix } from './object-names.ts';
import type { Store } from './open-store.ts';
import { abortMultipartUpload, listMultipartUploads } from './s3/multipart.ts';

export interface AbortedUpload {
  readonly name: string;
  /** When it was created, in milliseconds since the epoch. */
  readonly initiated: number;
}

const CONCURRENT_ABORTS = 16;

/**
 * Aborts the incomplete multipart uploads in the dataset's folder that are older than this, by the clock of the store, by any
 * user. Until then, the store keeps their parts and charges for them.
 * @returns the uploads that were aborted.
 */
export async function abortIncompleteUploads(
  store: Store,
  { olderThanMs }: { olderThanMs: number },
): Promise<AbortedUpload[]> {
  const { requester, address } = store;
  const folder = toFolderPrefix(address);
  const uploads = await listMultipartUploads(requester, folder);
  const createdBefore = requester.getStoreTime() - olderThanMs;
  const expired = uploads.filter(({ initiated }) => initiated < createdBefore);
  const aborted: AbortedUpload[] = [];
  await forEachConcurrent(expired, CONCURRENT_ABORTS, async ({ key, uploadId, initiated }) => {
    try {
      await abortMultipartUpload(requester, key, uploadId);
      aborted.push({ name: key.slice(folder.length), initiated });
    } catch (error) {
      // Another program has completed or aborted it since.
      if (!(error instanceof StoreRequestError) || error.code !== 'NoSuchUpload') throw error;
    }
  });
  return aborted;
}
