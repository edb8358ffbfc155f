import { toFolderPrefix } from './object-names.ts';
import { listObjects } from './s3/listing.ts';
import type { Store } from './session/session.ts';

/**
 * Asks the store for the first names of the dataset's folder, to know whether it can be reached and takes the keys.
 * @throws StoreRefusal, or UnavailableError.
 */
export async function checkStoreAccess({ session }: Store): Promise<void> {
  for await (const _ of listObjects(session.requester, toFolderPrefix(session.address))) return;
}
