import { type Dirent, lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compareNames,
  describeFileType,
  type LocalFile,
  type LocalListing,
  type LocalProblem,
  toLocalFile,
} from './local-file.ts';

/** Selects files below a folder. */
export interface ListFolderOptions {
  readonly root: string;
  /** Returns whether to list a file, by its name below the root. Default: all files. */
  readonly include?: ((name: string) => boolean) | undefined;
  /** Whether to list names that start with a dot. */
  readonly hidden: boolean;
  /** `follow`: a symbolic link is listed as its target. `skip`: links are ignored. */
  readonly symlinks: 'follow' | 'skip';
}

/** Lists all files below a folder. A link to a parent folder is reported as a problem. */
export async function listFolder(options: ListFolderOptions): Promise<LocalListing> {
  const files: LocalFile[] = [];
  const problems: LocalProblem[] = [];
  let emptyFolders = 0;

  const visit = async (folder: string, name: string, ancestors: readonly string[]): Promise<void> => {
    const realPath = realpathSync(folder);
    if (ancestors.includes(realPath)) {
      problems.push({ path: folder, reason: 'a symbolic link to a folder that contains it' });
      return;
    }
    const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
    if (entries.length === 0) emptyFolders += 1;
    for (const entry of entries) await listEntry(entry, folder, name, [...ancestors, realPath]);
  };

  const listEntry = async (
    entry: Dirent<Buffer>,
    folder: string,
    parentName: string,
    ancestors: string[],
  ): Promise<void> => {
    const base = entry.name.toString('utf8');
    const path = join(folder, base);
    const name = parentName === '' ? base : `${parentName}/${base}`;
    if (!Buffer.from(base).equals(entry.name)) {
      problems.push({ path, reason: 'its name is not valid UTF-8. Rename it' });
      return;
    }
    if (!options.hidden && base.startsWith('.')) return;
    if (entry.isSymbolicLink() && options.symlinks === 'skip') return;
    const stats = readStats(path, entry.isSymbolicLink());
    if (typeof stats === 'string') problems.push({ path, reason: stats });
    else if (stats.isDirectory()) await visit(path, name, ancestors);
    else if (!(options.include?.(name) ?? true)) return;
    else if (stats.isFile()) files.push(toLocalFile(path, name, stats));
    else problems.push({ path, reason: describeFileType(stats) });
  };

  await visit(options.root, '', []);
  return { files: files.sort(compareNames), problems, emptyFolders };
}

function readStats(path: string, isLink: boolean): Stats | string {
  try {
    return isLink ? statSync(path) : lstatSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (isLink && code === 'ENOENT') return 'a broken symbolic link';
    return `cannot be read (${code || error})`;
  }
}
