import { statSync } from 'node:fs';
import nodePath, { type PlatformPath } from 'node:path';
import { createInvalidNamesError } from '../errors.ts';
import {
  compareNames,
  describeFileType,
  type LocalFile,
  type LocalListing,
  type LocalProblem,
  toLocalFile,
} from './local-file.ts';

/** A list of files, and what their names are relative to. */
export interface ListPathsOptions {
  /** What names are relative to; every path must be inside. */
  readonly root: string;
  /** Files, as a glob library lists them. Folders in the list are passed over: their files have entries of their own. */
  readonly paths: readonly string[];
  /** For tests of the other platform's rules. */
  readonly path?: PlatformPath;
}

/** The files of a list made elsewhere. Paths outside the root are an {@link createInvalidNamesError InvalidError}, all at once. */
export function listPaths(options: ListPathsOptions): LocalListing {
  const { path = nodePath } = options;
  const outside = options.paths.filter((one) => getRelativeName(path, options.root, one) === undefined);
  if (outside.length > 0) {
    throw createInvalidNamesError(
      outside.map((one) => ({ path: [one], message: `lies outside ${options.root}`, code: 'outside' })),
    );
  }
  const files: LocalFile[] = [];
  const problems: LocalProblem[] = [];
  for (const one of new Set(options.paths)) {
    const stats = statSync(one, { throwIfNoEntry: false });
    if (!stats) problems.push({ path: one, reason: 'is not there any more' });
    else if (stats.isFile())
      files.push(toLocalFile(one, getRelativeName(path, options.root, one) ?? '', stats));
    else if (!stats.isDirectory()) problems.push({ path: one, reason: describeFileType(stats) });
  }
  return { files: files.sort(compareNames), problems, emptyFolders: 0 };
}

/** The path below the root with `/` between folders, or `undefined` for one that is not below it. */
export function getRelativeName(path: PlatformPath, root: string, file: string): string | undefined {
  const relative = path.relative(root, file);
  const isBelow = relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  return isBelow ? relative.split(path.sep).join('/') : undefined;
}
