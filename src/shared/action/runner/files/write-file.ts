import { resolve } from 'node:path';
import type { InputFile } from '../../../documents/text/name-file.ts';
import { writeFile } from '../../../files/atomic-file.ts';
import { findRunnerTemp } from '../../../files/runner-temp.ts';
import { type Roots, UnsafePathError } from '../../../files/safe-path.ts';
import { describeFileFailure } from '../../../files/write-errors.ts';
import { redactCredentials, redactPieces } from '../secrets/secrets.ts';
import { adviseOnFile, StepFailedError } from '../step-failed-error.ts';

type FileContent = string | Uint8Array | AsyncIterable<string>;

/**
 * Writes a file completely or not at all, see `writeFile`. Tokens in its text are replaced.
 * @returns its absolute path.
 * @throws StepFailedError if it cannot be written; errors of `content` are passed on.
 */
export async function writeFileAtomically(file: InputFile, content: FileContent): Promise<string> {
  const path = resolve(file.workspace, file.path);
  try {
    await writeFile(path, redactContent(content), { roots: getRoots(file.workspace) });
    return path;
  } catch (error) {
    throw explainWriteError(error, file);
  }
}

/** A server could return the token that it received. */
function redactContent(content: FileContent): FileContent {
  if (typeof content === 'string') return redactCredentials(content);
  return content instanceof Uint8Array ? content : redactPieces(content);
}

/** The folders below which steps follow no symbolic links. */
export function getRoots(workspace: string): Roots {
  return [workspace, findRunnerTemp()];
}

/** Converts an error of the file system to the error of the step; returns any other error as it is. */
export function explainWriteError(error: unknown, { path, input }: Omit<InputFile, 'workspace'>): unknown {
  const reason = describeFileFailure(error);
  if (reason === undefined) return error;
  // The link that is not followed can be a parent folder.
  const message = error instanceof UnsafePathError ? error.message : `${path} cannot be written: ${reason}`;
  return new StepFailedError(`input ${input}: ${message}`, {
    advice: adviseOnFile(error, 'Choose a path in a folder that the user of the runner may write to.'),
    anchor: 'file-not-writable',
    cause: error,
  });
}
