import nodePath from 'node:path';
import { type PathRules, statTarget } from '../../files/safe-path.ts';
import { createInvalidNamesError } from '../errors.ts';
import { skipDuplicates } from '../records/sorted-lookup.ts';
import { Spool } from '../records/spool.ts';
import {
  compareNames,
  createListing,
  describeFileType,
  type LocalListing,
  toLocalFile,
} from './local-file.ts';

export interface ListPathsOptions {
  /** Names are relative to this folder; every path must be inside it. */
  readonly root: string;
  /** Files as a glob library lists them. Folders are ignored, since their files have their own entries. */
  readonly paths: Iterable<string>;
}

/**
 * Creates a listing from a list of paths.
 * @throws InvalidError that lists all paths outside the root.
 */
export function listPaths({ root, paths }: ListPathsOptions): LocalListing {
  const names = new Spool<{ readonly name: string; readonly filePath: string }>(compareNames);
  const outside: string[] = [];
  for (const filePath of paths) {
    const name = getRelativeName(root, filePath);
    if (name === undefined) outside.push(filePath);
    else names.add({ name, filePath });
  }
  if (outside.length > 0) {
    throw createInvalidNamesError(
      outside.map((filePath) => ({
        path: [filePath],
        message: `is outside ${root}`,
        code: 'outside',
      })),
    );
  }
  const listing = createListing();
  for (const { name, filePath } of skipDuplicates(names, compareNames)) {
    const stats = statTarget(filePath);
    if (!stats) listing.problems.push({ path: filePath, reason: 'no longer exists' });
    else if (stats.isFile()) listing.files.add(toLocalFile(filePath, name, stats));
    else if (!stats.isDirectory()) listing.problems.push({ path: filePath, reason: describeFileType(stats) });
  }
  return listing;
}

/** Returns the path relative to the root with `/` between folders, or `undefined` if it is not inside the root. */
export function getRelativeName(root: string, file: string, path: PathRules = nodePath): string | undefined {
  const relative = path.relative(root, file);
  const isBelow = relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  return isBelow ? relative.split(path.sep).join('/') : undefined;
}
