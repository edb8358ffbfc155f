import { opendirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import {
  assertOpenedBelow,
  assertSafeName,
  createFolder,
  createFolderBelow,
  getErrorCode,
  type Roots,
} from '../../files/safe-path.ts';
import { formatBytes } from '../../format-bytes.ts';
import { FileTransferError } from '../errors.ts';

/** Whether a folder has no files, or does not exist. */
export function isEmptyFolder(path: string): boolean {
  try {
    const folder = opendirSync(path);
    try {
      return folder.readSync() === null;
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    return getErrorCode(error) === 'ENOENT';
  }
}

/** The target folder of a download. Nothing is written outside it, not even through symbolic links inside it. */
export class TargetFolder {
  readonly #path: string;
  /** The folder of the last file, as it was given and absolute: files of the same folder follow one another. */
  #lastFolder = { given: '', absolute: '' };

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Creates the folder if it does not exist.
   * @throws UnsafePathError if it is in a Git folder, or behind a symbolic link below a root.
   */
  static open(target: string, roots: Roots): TargetFolder {
    const path = resolve(target);
    for (const segment of path.split(sep)) assertSafeName(segment, path);
    createFolder(path, roots);
    return new TargetFolder(path);
  }

  /**
   * Rejects with a {@link FileTransferError} if the disk has too little free space for files of this size in total.
   * @param sumPartialBytes returns how much of that is on the disk already. Called only if the space is short: it reads the
   * whole plan.
   */
  async assertFreeSpace(bytes: number, sumPartialBytes: () => number): Promise<void> {
    const { blocks, bavail, bsize } = await statfs(this.#path);
    const free = bavail * bsize;
    // Some network file systems report no size.
    if (blocks === 0 || free >= bytes) return;
    const needed = bytes - sumPartialBytes();
    if (free >= needed) return;
    throw new FileTransferError(
      `not enough disk space in ${this.#path}: ${formatBytes(needed)} needed, ${formatBytes(free)} free. Free some space, or choose another folder`,
    );
  }

  /**
   * Creates the parent folder of a file.
   * @throws UnsafePathError for a symbolic link inside the target.
   */
  createParentFolder(path: string): void {
    createFolderBelow(this.#path, this.#resolveFolder(path));
  }

  /**
   * Checks a file that was just opened.
   * @param isCreated whether it was created then, so that the last part of the path is not a link
   * @throws UnsafePathError if it is not the one at `path`, or a link leads there.
   */
  assertOpenedInPlace(path: string, descriptor: number, isCreated: boolean): void {
    const folder = this.#resolveFolder(path);
    // Without a folder between the target and the file, there is nothing that can be replaced by a link.
    if (isCreated && folder === this.#path) return;
    assertOpenedBelow(this.#path, folder, path, descriptor);
  }

  /** Returns the absolute path of a file's folder. */
  #resolveFolder(path: string): string {
    const given = dirname(path);
    if (given !== this.#lastFolder.given) this.#lastFolder = { given, absolute: resolve(given) };
    return this.#lastFolder.absolute;
  }
}
