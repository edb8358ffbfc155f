import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { create } from '@actions/glob';
import { UserError } from '../../spec/problem.ts';
import { type LocalListing, listPaths } from '../../transfer/index.ts';
import { findCommonFolder } from './common-folder.ts';

export interface FindFilesOptions {
  /** Patterns as `@actions/glob` takes them; relative ones start at the workspace. */
  readonly patterns: readonly string[];
  readonly workspace: string;
  readonly hidden: boolean;
  readonly symlinks: 'follow' | 'skip';
}

/** The files that the patterns match, named by their path below the folder that all patterns have in common. */
export async function findFiles({
  patterns,
  workspace,
  hidden,
  symlinks,
}: FindFilesOptions): Promise<LocalListing> {
  const globber = await create(patterns.map((pattern) => toAbsolutePattern(pattern, workspace)).join('\n'), {
    followSymbolicLinks: symlinks === 'follow',
    excludeHiddenFiles: !hidden,
    matchDirectories: false,
    // A link to nothing is told, not passed over.
    omitBrokenSymbolicLinks: true,
  });
  return listPaths({
    root: findCommonFolder(globber.getSearchPaths().map(getSearchFolder)),
    paths: await globber.glob(),
  });
}

/**
 * The files that patterns of an input match, in a stable order; a path without wildcards stands for itself.
 * @returns absolute paths.
 * @throws UserError for a pattern that matches nothing.
 */
export async function findPaths(
  patterns: readonly string[],
  input: string,
  workspace: string,
): Promise<readonly string[]> {
  if (!patterns.some((pattern) => /[*?[!]/.test(pattern)))
    return patterns.map((path) => resolve(workspace, path));
  const globber = await create(patterns.map((pattern) => toAbsolutePattern(pattern, workspace)).join('\n'), {
    matchDirectories: false,
  });
  const paths = await globber.glob();
  if (paths.length > 0) return paths.sort();
  throw new UserError(`input ${input}: nothing matches ${patterns.join(', ')}. Paths start at ${workspace}`);
}

function toAbsolutePattern(pattern: string, workspace: string): string {
  const [, not = '', path = ''] = /^(!*)(.*)$/s.exec(pattern) ?? [];
  return `${not}${isAbsolute(path) ? path : join(workspace, path)}`;
}

/** The folder that a search starts in; of a single file, the one it is in. */
function getSearchFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
}
