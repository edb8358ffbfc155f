import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../runner/log.ts';
import type { FindFilesOptions } from './find-files.ts';

/** The files of a dataset that are not deleted, because the step skips the local files with their names. */
export class SkippedFiles {
  readonly #root: string;
  readonly #options: Pick<FindFilesOptions, 'hidden' | 'symlinks'>;
  #count = 0;

  /** @param root the common folder, to which names are relative. */
  constructor(root: string, options: Pick<FindFilesOptions, 'hidden' | 'symlinks'>) {
    this.#root = root;
    this.#options = options;
  }

  /** Whether a local file of this name exists and is skipped, as hidden or behind a symbolic link. */
  has(name: string): boolean {
    const { hidden, symlinks } = this.#options;
    let path = this.#root;
    let isSkipped = false;
    for (const segment of name.split('/')) {
      path = join(path, segment);
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (!stats) return false;
      if (stats.isSymbolicLink() && symlinks === 'skip') isSkipped = true;
      if (segment.startsWith('.') && !hidden) isSkipped = true;
    }
    if (isSkipped) this.#count += 1;
    return isSkipped;
  }

  /** Warns about the files for which {@link has} returned true. */
  warn(log: Log): void {
    if (this.#count === 0) return;
    log.warning(
      `${this.#count} files are not deleted from the dataset: they exist here, and are skipped as hidden files or symbolic links. To upload them, set include-hidden-files: true or symlinks: follow; to delete them, delete them here first.`,
    );
  }
}
