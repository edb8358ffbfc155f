import { join } from 'node:path';
import type { FindFilesOptions, FoundFiles } from '../../src/shared/action/glob/find-files.ts';
import { findFileRule } from '../../src/shared/action/glob/glob-rules.ts';
import type { Log } from '../../src/shared/action/runner/log/log.ts';
import { statEntry, statTarget } from '../../src/shared/files/safe-path.ts';
import { formatCount } from '../../src/shared/format-count.ts';

/** The files of a dataset that are not deleted, because the step excludes or skips the local files with their names. */
export function createSkippedFiles(
  { root, rules }: Pick<FoundFiles, 'root' | 'rules'>,
  options: Pick<FindFilesOptions, 'hidden' | 'symlinks'>,
) {
  let excludedCount = 0;
  let skippedCount = 0;
  return {
    /**
     * Whether a rule excludes a file of this name, or a local file of this name exists and is skipped because it is hidden, or is
     * skipped with a symbolic link, or may be in a folder to which a broken link leads.
     */
    has(name: string): boolean {
      const isExcluded = findFileRule(rules, join(root, name))?.isExclusion ?? false;
      const isSkippedFile = !isExcluded && isSkipped(root, name, options);
      if (isExcluded) excludedCount += 1;
      if (isSkippedFile) skippedCount += 1;
      return isExcluded || isSkippedFile;
    },
    /** Reports the files for which `has` returned true. */
    report(log: Log): void {
      if (excludedCount > 0)
        log.info(
          `${formatCount(excludedCount, 'file is', 'files are')} not deleted from the dataset, because of lines with ! in input path. To delete them, remove these lines, and the local files if there are any.`,
        );
      if (skippedCount > 0)
        log.warning(
          `${formatCount(skippedCount, 'file is', 'files are')} not deleted from the dataset, because the local file is hidden, skipped with a symbolic link, or behind a broken link. To upload it, set include-hidden-files: true or symlinks: follow, or repair the link. To delete it from the dataset, delete the local file or link first.`,
        );
    },
  };
}

function isSkipped(
  root: string,
  name: string,
  { hidden, symlinks }: Pick<FindFilesOptions, 'hidden' | 'symlinks'>,
): boolean {
  let path = root;
  let isHidden = false;
  for (const segment of name.split('/')) {
    path = join(path, segment);
    const stats = statEntry(path);
    if (!stats) return false;
    isHidden ||= segment.startsWith('.') && !hidden;
    // For example, a link is broken while the disk of its target is not mounted. The target of a skipped link is not examined,
    // for the same reason.
    if (stats.isSymbolicLink() && (symlinks === 'skip' || !canReachTarget(path))) return true;
  }
  return isHidden;
}

function canReachTarget(link: string): boolean {
  try {
    return statTarget(link) !== undefined;
  } catch {
    return false;
  }
}
