import { makeZip } from 'client-zip';
import type { StoredItem } from '../registry/models/item.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

export type DatasetFile = { path: string; size: number; modified: Date };

/** Seconds until a download has to start. */
const LINK_SECONDS = 60;

/** The files of a dataset by path; undefined for an item that cannot have files. */
export function listFiles(state: SandboxState, item: StoredItem): DatasetFile[] | undefined {
  const folder = getFolder(item);
  if (folder === undefined) return undefined;
  return state.files
    .list(folder)
    .map(({ key, size, modified }) => ({ path: key.slice(folder.length), size, modified }));
}

/** A URL of the store at which a browser saves a file instead of showing it; undefined for an unknown file. */
export function createDownloadUrl(state: SandboxState, item: StoredItem, path: string): string | undefined {
  const key = `${getFolder(item)}${path}`;
  if (getFolder(item) === undefined || !state.files.exists(key)) return undefined;
  const responseContentDisposition = 'attachment';
  return state.files.presignGet({ key, expiresInSeconds: LINK_SECONDS, responseContentDisposition });
}

/** The files of a dataset as a ZIP archive that is read as it is sent; undefined for an item without files. */
export function createArchive(state: SandboxState, item: StoredItem): ReadableStream<Uint8Array> | undefined {
  const files = listFiles(state, item) ?? [];
  return files.length === 0 ? undefined : makeZip(readFiles(state, item, files));
}

async function* readFiles(state: SandboxState, item: StoredItem, files: readonly DatasetFile[]) {
  for (const { path, size, modified } of files) {
    const input = state.files.read(`${getFolder(item)}${path}`);
    // A file may have been deleted since the archive was begun.
    if (input) yield { name: toEntryName(path), lastModified: modified, size, input };
  }
}

/** A path that stays in the folder into which the archive is extracted. On Windows, a backslash separates folders, too. */
function toEntryName(path: string): string {
  return path
    .split(/[/\\]/)
    .map((part) => (/^\.{1,2}$/.test(part) ? part.replaceAll('.', '_') : part))
    .join('/')
    .replace(/^\/+/, '');
}

/** The folder in the store, with the slash at its end. */
function getFolder({ s3 }: StoredItem): string | undefined {
  if (typeof s3 !== 'object' || s3 === null || !('path' in s3)) return undefined;
  return typeof s3.path === 'string' && s3.path !== '' ? s3.path : undefined;
}
