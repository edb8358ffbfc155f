import type { StoredItem } from '../registry/models/item.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

export type DatasetFile = { path: string; size: number; modified: Date };

/** Seconds in which a download has to start. */
const LINK_SECONDS = 60;

/** The files of a dataset by path; undefined for an item that has no place for files. */
export function listFiles(state: SandboxState, item: StoredItem): DatasetFile[] | undefined {
  const folder = getFolder(item);
  if (folder === undefined) return undefined;
  return state.files
    .list(state.files.bucket, folder)
    .map(({ key, size, modified }) => ({ path: key.slice(folder.length), size, modified }));
}

/** A URL of the store that hands a file to the browser as something to keep, not to show; undefined where there is none. */
export function createDownloadUrl(state: SandboxState, item: StoredItem, path: string): string | undefined {
  const { bucket } = state.files;
  const key = `${getFolder(item)}${path}`;
  if (getFolder(item) === undefined || !state.files.exists(bucket, key)) return undefined;
  const responseContentDisposition = 'attachment';
  return state.files.presignGet({ bucket, key, expiresInSeconds: LINK_SECONDS, responseContentDisposition });
}

/** The folder in the store, with the slash at its end. */
function getFolder({ s3 }: StoredItem): string | undefined {
  if (typeof s3 !== 'object' || s3 === null || !('path' in s3)) return undefined;
  return typeof s3.path === 'string' && s3.path !== '' ? s3.path : undefined;
}
