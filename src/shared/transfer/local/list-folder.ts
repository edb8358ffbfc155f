import { type Dirent, lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { getErrorCode, isInside } from '../../files/safe-path.ts';
import { explainFileFailure } from '../../files/write-errors.ts';
import {
  createListing,
  describeFileType,
  type LocalListing,
  type LocalProblem,
  toLocalFile,
} from './local-file.ts';

export interface ListFolderOptions {
  readonly root: string;
  /** Returns whether to list a file, by its name below the root. Default: all files. */
  readonly include?: ((name: string) => boolean) | undefined;
  /** Returns whether a folder may contain files to list, by its name below the root. Default: all folders. */
  readonly descend?: ((name: string) => boolean) | undefined;
  /** Whether to list names that start with a dot. */
  readonly hidden: boolean;
  /** `follow`: a symbolic link is listed as its target. `skip`: links are ignored. */
  readonly symlinks: 'follow' | 'skip';
  /** Real paths of folders: links whose target is outside all of them are problems. Default: no restriction. */
  readonly linkRoots?: readonly string[] | undefined;
}

/**
 * Lists all files below a folder. Circular and external links are reported as problems, and broken ones if they are
 * selected.
 */
export async function listFolder(options: ListFolderOptions): Promise<LocalListing> {
  const walk = new FolderWalk(options);
  await walk.visit(options.root, '', []);
  return walk.listing;
}

interface Entry {
  readonly dirent: Dirent<Buffer>;
  readonly path: string;
  /** Name below the root. */
  readonly name: string;
}

class FolderWalk {
  readonly #options: ListFolderOptions;
  readonly listing = createListing();

  constructor(options: ListFolderOptions) {
    this.#options = options;
  }

  /** A folder that cannot be read is a problem: to omit its files could delete them from the store. */
  async visit(folder: string, name: string, ancestors: readonly string[]): Promise<void> {
    try {
      await this.#visit(folder, name, ancestors);
    } catch (error) {
      const reason = explainFileFailure(error);
      if (reason === undefined) throw error;
      this.listing.problems.push({ path: folder, reason: `cannot be read: ${reason}` });
    }
  }

  async #visit(folder: string, name: string, ancestors: readonly string[]): Promise<void> {
    const realPath = realpathSync(folder);
    if (ancestors.includes(realPath)) {
      this.listing.problems.push({
        path: folder,
        reason: 'a symbolic link to a folder that contains it. Exclude it, or remove it',
      });
      return;
    }
    for await (const dirent of await openFolder(folder)) {
      const base = dirent.name.toString('utf8');
      const entry = { dirent, path: join(folder, base), name: name === '' ? base : `${name}/${base}` };
      await this.#list(entry, [...ancestors, realPath]);
    }
  }

  async #list({ dirent, path, name }: Entry, ancestors: readonly string[]): Promise<void> {
    const isLink = dirent.isSymbolicLink();
    const isFile = this.#options.include?.(name) ?? true;
    const isFolder = !dirent.isFile() && (this.#options.descend?.(name) ?? true);
    if (!(isFile || isFolder)) return;
    if (!Buffer.from(dirent.name.toString('utf8')).equals(dirent.name)) {
      this.listing.problems.push({ path, reason: 'its name is not valid UTF-8. Rename it' });
      return;
    }
    if (!this.#options.hidden && dirent.name[0] === 0x2e) {
      this.listing.hiddenSkipped += 1;
      return;
    }
    if (isLink && this.#options.symlinks === 'skip') {
      this.listing.linksSkipped += 1;
      return;
    }
    const stats = readStats(path, isLink);
    if (typeof stats === 'string') {
      if (isFile) this.listing.problems.push({ path, reason: stats });
      else if (isLink) this.listing.brokenLinks.push(path);
      return;
    }
    if (stats.isDirectory() ? !isFolder : !isFile) return;
    const external = isLink ? this.#checkTarget(path) : undefined;
    if (external) this.listing.problems.push(external);
    else if (stats.isDirectory()) await this.visit(path, name, ancestors);
    else if (stats.isFile()) this.listing.files.add(toLocalFile(path, name, stats));
    else this.listing.problems.push({ path, reason: describeFileType(stats) });
  }

  #checkTarget(path: string): LocalProblem | undefined {
    const { linkRoots } = this.#options;
    const target = realpathSync(path);
    if (linkRoots?.every((root) => !isInside(root, target))) return createExternalLinkProblem(path, target);
    return undefined;
  }
}

/** Entries that are read at a time. A folder may have a million. */
const ENTRIES_PER_READ = 512;

/** Opens a folder; its entries have names as bytes, because names may be invalid UTF-8. */
async function openFolder(folder: string): Promise<AsyncIterable<Dirent<Buffer>>> {
  const options = { bufferSize: ENTRIES_PER_READ, encoding: 'buffer' };
  // The types of Node.js know names as strings only; at run time, `opendir` supports the encodings of `readdir`.
  return (await opendir(folder, options as object)) as unknown as AsyncIterable<Dirent<Buffer>>;
}

/** Creates the problem of a link whose target is outside the folders that links may lead to. */
export function createExternalLinkProblem(path: string, target: string): LocalProblem {
  return {
    path,
    reason: `a symbolic link to ${target}, which is outside the workspace`,
    setting: 'symlinks: follow-all',
  };
}

function readStats(path: string, isLink: boolean): Stats | string {
  try {
    return isLink ? statSync(path) : lstatSync(path);
  } catch (error) {
    const code = getErrorCode(error);
    if (isLink && code === 'ENOENT')
      return 'a broken symbolic link. If git-annex or DVC manages its content, fetch the content first';
    if (code === 'ELOOP') return 'symbolic links that form a loop. Remove one of them';
    return `cannot be read: ${explainFileFailure(error) ?? error}`;
  }
}
