import type { Store } from './flow/session.ts';
import { folderOf } from './names.ts';
import { listObjects } from './s3/listing.ts';

/**
 * Asks the store for the first names of the dataset's folder, to know whether it can be reached and takes the keys.
 * @throws StoreRefusal, or UnavailableError.
 */
export async function reach({ session }: Store): Promise<void> {
  for await (const _ of listObjects(session.requester, folderOf(session.address))) return;
}
