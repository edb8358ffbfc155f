import { mkdirSync, realpathSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { FileTransferError } from '../errors.ts';

/** A folder that files are written into, and nowhere else: links inside it that lead out are not followed. */
export class TargetFolder {
  readonly #root: string;
  readonly #checked = new Set<string>();

  private constructor(root: string) {
    this.#root = root;
  }

  /** Makes the folder where it is not there. */
  static async open(target: string): Promise<TargetFolder> {
    await mkdir(target, { recursive: true });
    return new TargetFolder(realpathSync(target));
  }

  /** Rejects with a FileProblem when the disk has less room than this many bytes. */
  async assertFreeSpace(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#root);
    const free = bavail * bsize;
    if (free >= bytes) return;
    throw new FileTransferError(
      `${this.#root} has room for ${free} bytes and ${bytes} are to come. Make room, or choose another folder`,
    );
  }

  /** Makes the folder that the file goes into. */
  createParentFolder(path: string): void {
    const folder = dirname(path);
    if (this.#checked.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    const below = relative(this.#root, realpathSync(folder));
    if (below.split(sep)[0] === '..' || isAbsolute(below)) {
      throw new FileTransferError(
        `${folder} is a link that leads out of ${this.#root}. Remove it, or choose another folder`,
      );
    }
    this.#checked.add(folder);
  }
}
