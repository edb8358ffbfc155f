import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { create } from '@actions/glob';
import { UserError } from '../../spec/problem.ts';
import { type LocalListing, listPaths } from '../../transfer/index.ts';
import { findCommonFolder } from './common-folder.ts';

export interface FindFilesOptions {
  /** Patterns of `@actions/glob`, relative to the workspace. */
  readonly patterns: readonly string[];
  readonly workspace: string;
  readonly hidden: boolean;
  readonly symlinks: 'follow' | 'skip';
}

/** Finds the files that match the patterns. Their names are relative to the common folder of all patterns. */
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
    // listPaths reports broken links.
    omitBrokenSymbolicLinks: true,
  });
  return listPaths({
    root: findCommonFolder(globber.getSearchPaths().map(getSearchFolder)),
    paths: await globber.glob(),
  });
}

/**
 * Finds the files that match the patterns of an input, sorted by path. A path without wildcards is returned as it is.
 * @returns absolute paths.
 * @throws UserError if no file matches.
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
  throw new UserError(
    `input ${input}: no file matches ${patterns.join(', ')}. Paths are relative to ${workspace}`,
  );
}

function toAbsolutePattern(pattern: string, workspace: string): string {
  const [, not = '', path = ''] = /^(!*)(.*)$/s.exec(pattern) ?? [];
  return `${not}${isAbsolute(path) ? path : join(workspace, path)}`;
}

/** Returns the folder of a search path: the path itself, or the parent folder of a file. */
function getSearchFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
}
