import nodePath from 'node:path';
import type { PathRules } from '../../files/safe-path.ts';

/**
 * The name of a file in messages, and its path in annotations if it is in the workspace: GitHub shows annotations only
 * for files of the repository. Both have `/` between folders.
 * @param platform for tests of the rules of another platform.
 */
export function nameFile(
  path: string,
  workspace: string,
  platform: PathRules = nodePath,
): { name: string; file?: string } {
  const replaceSeparators = (text: string): string => text.split(platform.sep).join('/');
  const inside = platform.relative(workspace, platform.resolve(workspace, path));
  if (inside.split(platform.sep)[0] === '..' || platform.isAbsolute(inside))
    return { name: replaceSeparators(path) };
  return { name: replaceSeparators(inside), file: replaceSeparators(inside) };
}
