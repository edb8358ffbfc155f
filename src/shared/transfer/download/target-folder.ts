import { mkdirSync, realpathSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { FileTransferError } from '../errors.ts';

/** The target folder of a download. Nothing is written outside it, not even through symbolic links inside it. */
export class TargetFolder {
  readonly #root: string;
  readonly #checked = new Set<string>();

  private constructor(root: string) {
    this.#root = root;
  }

  /** Creates the folder if it does not exist. */
  static async open(target: string): Promise<TargetFolder> {
    await mkdir(target, { recursive: true });
    return new TargetFolder(realpathSync(target));
  }

  /** Rejects with a {@link FileTransferError} if the disk has less free space than this many bytes. */
  async assertFreeSpace(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#root);
    const free = bavail * bsize;
    if (free >= bytes) return;
    throw new FileTransferError(
      `not enough disk space in ${this.#root}: ${bytes} bytes needed, ${free} free. Free some space or choose another folder`,
    );
  }

  /** Creates the parent folder of a file. */
  createParentFolder(path: string): void {
    const folder = dirname(path);
    if (this.#checked.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    const below = relative(this.#root, realpathSync(folder));
    if (below.split(sep)[0] === '..' || isAbsolute(below)) {
      throw new FileTransferError(
        `${folder} is a symbolic link that leads outside ${this.#root}. Remove it or choose another folder`,
      );
    }
    this.#checked.add(folder);
  }
}
