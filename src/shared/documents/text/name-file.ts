import nodePath from 'node:path';
import type { PathRules } from '../../files/safe-path.ts';
import type { Place, Position } from '../problem.ts';

export interface InputFile {
  /** As written in the input; relative paths start at the workspace. */
  readonly path: string;
  /** Name of the input, for messages. */
  readonly input: string;
  readonly workspace: string;
}

export interface FileName {
  /** In messages: the path as in the input, or `input metadata`. */
  readonly name: string;
  /** The path for annotations, relative to the workspace; absent for other files and inline documents. */
  readonly file?: string;
}

/**
 * The name of a file in messages, and its path in annotations if it is in the workspace: GitHub shows annotations only
 * for files of the repository. Both have `/` between folders.
 * @param platform for tests of the rules of another platform.
 */
export function nameFile(path: string, workspace: string, platform: PathRules = nodePath): FileName {
  const replaceSeparators = (text: string): string => text.split(platform.sep).join('/');
  const inside = platform.relative(workspace, platform.resolve(workspace, path)) || '.';
  if (inside.split(platform.sep)[0] === '..' || platform.isAbsolute(inside))
    return { name: replaceSeparators(path) };
  return { name: replaceSeparators(inside), file: replaceSeparators(inside) };
}

/** A place in a file or an inline document. */
export function createPlace({ name, file }: FileName, position?: Partial<Position>): Place {
  return { source: name, ...(file === undefined ? {} : { file }), ...position };
}
