import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { getErrorCode } from '../../files/safe-path.ts';
import type { UploadPlan } from '../../transfer/index.ts';
import { formatCount } from '../runner/format-count.ts';
import type { Log } from '../runner/log.ts';
import type { FindFilesOptions } from './find-files.ts';

/** Warns about the files that a plan does not upload, such as a file with the name of the server's `metadata.json`. */
export function warnAboutIgnored({ uploads }: UploadPlan, log: Log): void {
  for (const { file, decision, reason } of uploads)
    if (decision === 'ignore') log.warning(`${file.path} is not uploaded: ${reason}.`);
}

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

  /** Whether a local file of this name exists and is skipped because it is hidden, or is skipped with a symbolic link. */
  has(name: string): boolean {
    const { hidden, symlinks } = this.#options;
    let path = this.#root;
    let isSkipped = false;
    for (const segment of name.split('/')) {
      path = join(path, segment);
      const stats = statEntry(path);
      if (!stats) return false;
      if (segment.startsWith('.') && !hidden) isSkipped = true;
      if (stats.isSymbolicLink() && symlinks === 'skip') {
        // What a link leads to is not looked up: its target may be a disk that is not mounted now.
        isSkipped = true;
        break;
      }
    }
    if (isSkipped) this.#count += 1;
    return isSkipped;
  }

  /** Warns about the files for which {@link has} returned true. */
  warn(log: Log): void {
    if (this.#count === 0) return;
    log.warning(
      `${formatCount(this.#count, 'file is', 'files are')} not deleted from the dataset, because the local file is hidden or a symbolic link, which this step skips. To upload it, set include-hidden-files: true or symlinks: follow. To delete it from the dataset, delete the local file or link first.`,
    );
  }
}

/** A name of a dataset may be impossible here: too long, with a NUL, or below what is a file. */
const NO_ENTRY = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL', 'ERR_INVALID_ARG_VALUE']);

function statEntry(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (NO_ENTRY.has(getErrorCode(error) ?? '')) return undefined;
    throw error;
  }
}
