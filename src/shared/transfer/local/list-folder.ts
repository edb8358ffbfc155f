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

/** Which files below a folder are wanted. */
export interface ListFolderOptions {
  readonly root: string;
  /** Whether a file is wanted, by its name below the root; all are where absent. */
  readonly include?: ((name: string) => boolean) | undefined;
  /** Whether names that start with a dot are listed. */
  readonly hidden: boolean;
  /** `follow`: a link counts as what it points to. `skip`: links are passed over. */
  readonly symlinks: 'follow' | 'skip';
}

/** All files below a folder. A link that leads back into a folder it is in is a problem, not a loop. */
export async function listFolder(options: ListFolderOptions): Promise<LocalListing> {
  const files: LocalFile[] = [];
  const problems: LocalProblem[] = [];
  let emptyFolders = 0;

  const visit = async (folder: string, name: string, above: readonly string[]): Promise<void> => {
    const place = realpathSync(folder);
    if (above.includes(place)) {
      problems.push({ path: folder, reason: 'a link that leads back to a folder it is in' });
      return;
    }
    const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
    if (entries.length === 0) emptyFolders += 1;
    for (const entry of entries) await look(entry, folder, name, [...above, place]);
  };

  const look = async (
    entry: Dirent<Buffer>,
    folder: string,
    above: string,
    chain: string[],
  ): Promise<void> => {
    const base = entry.name.toString('utf8');
    const path = join(folder, base);
    const name = above === '' ? base : `${above}/${base}`;
    if (!Buffer.from(base).equals(entry.name)) {
      problems.push({ path, reason: 'its name is not valid UTF-8; rename it' });
      return;
    }
    if (!options.hidden && base.startsWith('.')) return;
    if (entry.isSymbolicLink() && options.symlinks === 'skip') return;
    const stats = readStats(path, entry.isSymbolicLink());
    if (typeof stats === 'string') problems.push({ path, reason: stats });
    else if (stats.isDirectory()) await visit(path, name, chain);
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
    if (isLink && code === 'ENOENT') return 'a link that points to nothing';
    return `cannot be read (${code || error})`;
  }
}
