import type { Stats } from 'node:fs';

/** A file to be sent. */
export interface LocalFile {
  /** Where it is on this machine. */
  readonly path: string;
  /** Its place below the root, with `/` between folders: what its key ends with. */
  readonly name: string;
  /** Bytes, when it was listed. */
  readonly size: number;
  /** Last change, milliseconds since the epoch, when it was listed. */
  readonly modified: number;
}

/** Something that was found and cannot be sent, with the reason. */
export interface LocalProblem {
  readonly path: string;
  readonly reason: string;
}

/** What was found on this machine. */
export interface LocalListing {
  /** In the order of their names. */
  readonly files: readonly LocalFile[];
  readonly problems: readonly LocalProblem[];
  /** Folders that hold nothing to send. A store has no folders, so they will not be there. */
  readonly emptyFolders: number;
}

/** A file as its `stat` describes it now. */
export function toLocalFile(path: string, name: string, stats: Stats): LocalFile {
  return { path, name, size: stats.size, modified: stats.mtimeMs };
}

/** Why something that is neither a file nor a folder cannot be sent. */
export function describeFileType(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return 'a device';
  return 'neither a file nor a folder';
}

/** The same order on every machine and in every language: by UTF-16 code units. */
export function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
