import { join } from 'node:path';
import type { FindFilesOptions, FoundFiles } from '../../src/shared/action/glob/find-files.ts';
import { findFileRule } from '../../src/shared/action/glob/glob-rules.ts';
import type { Log } from '../../src/shared/action/runner/log/log.ts';
import { statEntry, statTarget } from '../../src/shared/files/safe-path.ts';
import { formatCount } from '../../src/shared/format-count.ts';

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
   * skipped with a symbolic link, or may be in a folder to which a broken link leads.
   */
  has(name: string): boolean {
    const { root, rules } = this.#found;
    if (!findFileRule(rules, join(root, name))?.isExclusion) return this.#isSkipped(name);
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
      // For example, a link is broken while the disk of its target is not mounted.
      if (stats.isSymbolicLink() && (symlinks === 'skip' || !canReachTarget(path))) {
        // The target of a skipped link is not examined, for the same reason.
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
      `${formatCount(this.#count, 'file is', 'files are')} not deleted from the dataset, because the local file is hidden, skipped with a symbolic link, or behind a broken link. To upload it, set include-hidden-files: true or symlinks: follow, or repair the link. To delete it from the dataset, delete the local file or link first.`,
    );
  }
}

function canReachTarget(link: string): boolean {
  try {
    return statTarget(link) !== undefined;
  } catch {
    return false;
  }
}
