import nodePath, { type PlatformPath } from 'node:path';
import { statTarget } from '../../files/safe-path.ts';
import { createInvalidNamesError } from '../errors.ts';
import {
  compareNames,
  describeFileType,
  type LocalFile,
  type LocalListing,
  type LocalProblem,
  toLocalFile,
} from './local-file.ts';

/** A list of files and the root of their names. */
export interface ListPathsOptions {
  /** Names are relative to this folder; every path must be inside it. */
  readonly root: string;
  /** Files as a glob library lists them. Folders are ignored, since their files have their own entries. */
  readonly paths: readonly string[];
  /** Overrides the platform's path rules, for tests. */
  readonly path?: PlatformPath;
}

/**
 * Creates a listing from a list of paths.
 * @throws InvalidError that lists all paths outside the root.
 */
export function listPaths(options: ListPathsOptions): LocalListing {
  const { path = nodePath } = options;
  const outside = options.paths.filter(
    (filePath) => getRelativeName(path, options.root, filePath) === undefined,
  );
  if (outside.length > 0) {
    throw createInvalidNamesError(
      outside.map((filePath) => ({
        path: [filePath],
        message: `lies outside ${options.root}`,
        code: 'outside',
      })),
    );
  }
  const files: LocalFile[] = [];
  const problems: LocalProblem[] = [];
  for (const filePath of new Set(options.paths)) {
    const stats = statTarget(filePath);
    if (!stats) problems.push({ path: filePath, reason: 'no longer exists' });
    else if (stats.isFile())
      files.push(toLocalFile(filePath, getRelativeName(path, options.root, filePath) ?? '', stats));
    else if (!stats.isDirectory()) problems.push({ path: filePath, reason: describeFileType(stats) });
  }
  return { files: files.sort(compareNames), problems, emptyFolders: 0, hiddenSkipped: 0, linksSkipped: 0 };
}

/** Returns the path relative to the root with `/` between folders, or `undefined` if it is not inside the root. */
export function getRelativeName(path: PlatformPath, root: string, file: string): string | undefined {
  const relative = path.relative(root, file);
  const isBelow = relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  return isBelow ? relative.split(path.sep).join('/') : undefined;
}
