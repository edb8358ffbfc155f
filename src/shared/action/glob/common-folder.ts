import nodePath from 'node:path';
import { isInside, type PathRules } from '../../files/safe-path.ts';

/**
 * Finds the deepest folder that contains all of these.
 * @param path overrides the platform's path rules, for tests.
 */
export function findCommonFolder(folders: readonly string[], path: PathRules = nodePath): string {
  const [first = path.sep, ...others] = folders;
  return others.reduce((common, folder) => {
    let shared = common;
    // The parent of a root is itself.
    while (!isInside(shared, folder, path) && path.dirname(shared) !== shared) shared = path.dirname(shared);
    return shared;
  }, path.resolve(first));
}
