import type { Stats } from 'node:fs';
import type { RecordList } from '../records/record-list.ts';
import { Spool } from '../records/spool.ts';

export interface LocalFile {
  /** Path on this machine. */
  readonly path: string;
  /** Path below the root, with `/` between folders. The key ends in it. */
  readonly name: string;
  /** Size in bytes when it was listed. */
  readonly size: number;
  /** Modification time in milliseconds since the epoch when it was listed. */
  readonly modified: number;
}

/** A path that cannot be uploaded, with the reason. */
export interface LocalProblem {
  readonly path: string;
  readonly reason: string;
  /** Inputs of `upload-data` with which the file would be uploaded. */
  readonly setting?: string | undefined;
}

export interface LocalListing {
  /** Sorted by name. */
  readonly files: RecordList<LocalFile>;
  readonly problems: readonly LocalProblem[];
  /** Broken symbolic links that are not selected themselves, but would be searched for files if they led to folders. */
  readonly brokenLinks: readonly string[];
  /** Number of hidden files and folders that were skipped. */
  readonly hiddenSkipped: number;
  /** Number of symbolic links that were skipped. */
  readonly linksSkipped: number;
}

/** Creates a listing that is still empty, to add to. */
export function createListing() {
  const files = new Spool<LocalFile>(compareNames);
  const problems: LocalProblem[] = [];
  const brokenLinks: string[] = [];
  return { files, problems, brokenLinks, hiddenSkipped: 0, linksSkipped: 0 };
}

export function toLocalFile(path: string, name: string, stats: Stats): LocalFile {
  return { path, name, size: stats.size, modified: stats.mtimeMs };
}

/** Names the type of a path that is neither a file nor a folder. */
export function describeFileType(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe, which cannot be uploaded. Exclude it';
  if (stats.isSocket()) return 'a socket, which cannot be uploaded. Exclude it';
  if (stats.isCharacterDevice() || stats.isBlockDevice())
    return 'a device, which cannot be uploaded. Exclude it';
  return 'neither a file nor a folder';
}

/** Compares names by UTF-16 code units, independent of the locale. */
export function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
