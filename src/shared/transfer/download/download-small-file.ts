import type { TransferSession } from '../session/session.ts';
import { PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';
import { type DownloadedFile, finishFile, receiveObject } from './receive-object.ts';
import type { TargetFolder } from './target-folder.ts';

/** Downloads a file in one request. If it fails, its partial file is deleted. */
export async function downloadSmallFile(
  session: TransferSession,
  folder: TargetFolder,
  entry: PlannedDownload,
): Promise<DownloadedFile> {
  const release = await session.limiter.acquire(0, session.signal);
  try {
    const partial = new PartialFile(entry.path, folder, { keepsExisting: false });
    const { metadata, checksum } = await receiveObject(session, entry, partial).catch((error: unknown) => {
      partial.discard();
      throw error;
    });
    return finishFile(entry, metadata, partial, checksum);
  } finally {
    release();
  }
}
