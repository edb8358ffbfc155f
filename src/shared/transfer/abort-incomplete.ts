import { forEachConcurrent } from '../client/for-each-concurrent.ts';
import { StoreRequestError } from './errors.ts';
import { toFolderPrefix } from './object-names.ts';
import { abortMultipartUpload, listMultipartUploads } from './s3/multipart.ts';
import type { Store } from './session/session.ts';

/** A multipart upload that was aborted. */
export interface AbortedUpload {
  readonly name: string;
  /** When it was created, in milliseconds since the epoch. */
  readonly initiated: number;
}

const CONCURRENT_ABORTS = 16;

/**
 * Aborts the incomplete multipart uploads in the dataset's folder that were created before this time (milliseconds since
 * the epoch), by any user. Until then, the store keeps their parts and charges for them.
 * @returns the uploads that were aborted.
 */
export async function abortIncompleteUploads(
  store: Store,
  options: { createdBefore: number },
): Promise<AbortedUpload[]> {
  const { requester, address } = store.session;
  const folder = toFolderPrefix(address);
  const expired = (await listMultipartUploads(requester, folder)).filter(
    ({ initiated }) => initiated < options.createdBefore,
  );
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
