import { resolve } from 'node:path';
import { UserError } from '../../documents/problem.ts';
import { nameFile } from '../../documents/text/name-file.ts';
import { statEntry, statTarget } from '../../files/safe-path.ts';
import { type LocalProblem, mapRecords } from '../../transfer/index.ts';
import type { Log } from '../runner/log/log.ts';
import { findFiles } from './find-files.ts';
import { formatSyntaxHint } from './glob-rules.ts';
import { formatUnmatched } from './unmatched-patterns.ts';

/**
 * Finds the files that match the patterns of an input, each once, sorted by path. A path without wildcards is returned as it is, unless
 * it does not exist and has the syntax of a list or of another program.
 * @returns absolute paths, including broken links and files that cannot be read, so that each of them is reported.
 * @throws UserError if a pattern matches no file, or a folder cannot be read.
 */
export async function findPaths(
  patterns: readonly string[],
  input: string,
  { workspace, log }: { readonly workspace: string; readonly log: Pick<Log, 'warning'> },
): Promise<readonly string[]> {
  const isPath = (pattern: string): boolean =>
    !/^~|[*?[!]/.test(pattern) &&
    (formatSyntaxHint(pattern) === '' || statEntry(resolve(workspace, pattern)) !== undefined);
  if (patterns.every(isPath)) return [...new Set(patterns.map((path) => resolve(workspace, path)))];
  const found = await findFiles({
    patterns,
    workspace,
    hidden: true,
    symlinks: 'follow-all',
    allowPointerFiles: true,
    verb: 'read',
  });
  const paths = [
    ...mapRecords(found.files, ({ path }) => path),
    ...listUnreadable(found.problems, input, workspace),
  ];
  if (found.unmatched.length > 0)
    throw new UserError(`input ${input}: ${formatUnmatched(found.unmatched, { workspace, hidden: true })}`);
  for (const warning of found.warnings) log.warning(`input ${input}: ${warning}`);
  return paths.sort();
}

/**
 * Returns the paths of files that a listing could not include, so that reading them reports the reason.
 * @throws UserError for a folder that cannot be read, because its files would be missing.
 */
export function listUnreadable(
  problems: readonly LocalProblem[],
  input: string,
  workspace: string,
): string[] {
  const incomplete = problems.filter(({ path }) => statEntry(path)?.isDirectory() ?? true);
  if (incomplete.length > 0)
    throw new UserError(
      incomplete.map(({ path, reason }) => ({
        message: `input ${input}: ${nameFile(path, workspace).name}: ${reason}`,
      })),
    );
  // A link to a parent folder is ignored, because the files of that folder are listed anyway.
  return problems.flatMap(({ path }) => (statTarget(path)?.isDirectory() ? [] : [path]));
}
