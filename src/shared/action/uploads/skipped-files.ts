import { join } from 'node:path';
import { statEntry } from '../../files/safe-path.ts';
import { formatCount } from '../../format-count.ts';
import type { UploadPlan } from '../../transfer/index.ts';
import type { Log } from '../runner/log.ts';
import type { FindFilesOptions, FoundFiles } from './find-files.ts';
import { isExcluded } from './glob-rules.ts';

/** Warns about the files that a plan does not upload, such as a file with the name of the server's `metadata.json`. */
export function warnAboutIgnored({ uploads }: UploadPlan, log: Log): void {
  for (const { file, decision, reason } of uploads)
    if (decision === 'ignore') log.warning(`${file.path} is not uploaded: ${reason}.`);
}

/** The files of a dataset that are not deleted, because the step excludes or skips the local files with their names. */
export class SkippedFiles {
  readonly #found: Pick<FoundFiles, 'root' | 'rules'>;
  readonly #options: Pick<FindFilesOptions, 'hidden' | 'symlinks'>;
  #excludedCount = 0;
  #count = 0;

  constructor(
    found: Pick<FoundFiles, 'root' | 'rules'>,
    options: Pick<FindFilesOptions, 'hidden' | 'symlinks'>,
  ) {
    this.#found = found;
    this.#options = options;
  }

  /**
   * Whether a rule excludes a file of this name, or a local file of this name exists and is skipped because it is hidden, or is
   * skipped with a symbolic link.
   */
  has(name: string): boolean {
    const { root, rules } = this.#found;
    if (!isExcluded(rules, join(root, name))) return this.#isSkipped(name);
    this.#excludedCount += 1;
    return true;
  }

  #isSkipped(name: string): boolean {
    const { hidden, symlinks } = this.#options;
    let path = this.#found.root;
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

  /** Reports the files for which {@link has} returned true. */
  report(log: Log): void {
    if (this.#excludedCount > 0)
      log.info(
        `${formatCount(this.#excludedCount, 'file is', 'files are')} not deleted from the dataset, because of lines with ! in input path. To delete them, remove these lines, and the local files if there are any.`,
      );
    if (this.#count === 0) return;
    log.warning(
      `${formatCount(this.#count, 'file is', 'files are')} not deleted from the dataset, because the local file is hidden or a symbolic link, which this step skips. To upload it, set include-hidden-files: true or symlinks: follow. To delete it from the dataset, delete the local file or link first.`,
    );
  }
}
