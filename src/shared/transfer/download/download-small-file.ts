import type { Store } from '../open-store.ts';
import { PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';
import { type DownloadedFile, finishFile, receiveObject } from './receive-object.ts';
import type { TargetFolder } from './target-folder.ts';

/** Downloads a file in one request. If it fails, its partial file is deleted. */
export async function downloadSmallFile(
  store: Store,
  folder: TargetFolder,
  entry: PlannedDownload,
): Promise<DownloadedFile> {
  const release = await store.limiter.acquire(0, store.signal);
  try {
    const partial = new PartialFile(entry.path, folder, { keepsExisting: false });
    const { metadata, checksum } = await receiveObject(store, entry, partial).catch((error: unknown) => {
      partial.discard();
      throw error;
    });
    return finishFile(entry, metadata, partial, checksum);
  } finally {
    release();
  }
}
