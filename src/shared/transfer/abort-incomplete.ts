import { StoreRefusal } from './errors.ts';
import { each } from './flow/each.ts';
import type { Store } from './flow/session.ts';
import { folderOf } from './names.ts';
import { abortUpload, listUploads } from './s3/multipart.ts';

/** An upload in parts that was ended without becoming an object. */
export interface AbortedUpload {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
}

const AT_ONCE = 16;

/**
 * Ends the uploads in parts that were begun in the dataset's folder before this time (milliseconds since the epoch) and
 * never completed, whoever began them; a store keeps, and charges for, their parts until then. Gives those it ended.
 */
export async function abortIncomplete(
  store: Store,
  options: { begunBefore: number },
): Promise<AbortedUpload[]> {
  const { requester, address } = store.session;
  const folder = folderOf(address);
  const old = (await listUploads(requester, folder)).filter(
    ({ initiated }) => initiated < options.begunBefore,
  );
  const aborted: AbortedUpload[] = [];
  await each(old, AT_ONCE, async ({ key, uploadId, initiated }) => {
    try {
      await abortUpload(requester, key, uploadId);
      aborted.push({ name: key.slice(folder.length), initiated });
    } catch (error) {
      // Completed or aborted by somebody else in between.
      if (!(error instanceof StoreRefusal) || error.code !== 'NoSuchUpload') throw error;
    }
  });
  return aborted;
}
