import { StoreRequestError } from './errors.ts';
import { toFolderPrefix } from './object-names.ts';
import { abortMultipartUpload, listMultipartUploads } from './s3/multipart.ts';
import { forEachConcurrent } from './session/for-each-concurrent.ts';
import type { Store } from './session/session.ts';

/** An upload in parts that was ended without becoming an object. */
export interface AbortedUpload {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
}

const CONCURRENT_ABORTS = 16;

/**
 * Ends the uploads in parts that were begun in the dataset's folder before this time (milliseconds since the epoch) and
 * never completed, whoever began them; a store keeps, and charges for, their parts until then. Gives those it ended.
 */
export async function abortIncompleteUploads(
  store: Store,
  options: { begunBefore: number },
): Promise<AbortedUpload[]> {
  const { requester, address } = store.session;
  const folder = toFolderPrefix(address);
  const old = (await listMultipartUploads(requester, folder)).filter(
    ({ initiated }) => initiated < options.begunBefore,
  );
  const aborted: AbortedUpload[] = [];
  await forEachConcurrent(old, CONCURRENT_ABORTS, async ({ key, uploadId, initiated }) => {
    try {
      await abortMultipartUpload(requester, key, uploadId);
      aborted.push({ name: key.slice(folder.length), initiated });
    } catch (error) {
      // Completed or aborted by somebody else in between.
      if (!(error instanceof StoreRequestError) || error.code !== 'NoSuchUpload') throw error;
    }
  });
  return aborted;
}
