import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StepFailedError } from '../lifecycle/failure.ts';

/** A file that a step is to write. */
export interface WriteFileRequest {
  /** As it was given; relative ones start at the workspace. */
  readonly path: string;
  /** The input that names it, for messages. */
  readonly inputName: string;
  readonly workspace: string;
}

/**
 * Writes a file, whole or not at all: one that was there stays until all of the new one is written. Folders on the way are
 * made.
 * @returns its absolute path.
 * @throws OutcomeError when it cannot be written; what `content` throws passes as it is.
 */
export async function writeFileAtomically(
  file: WriteFileRequest,
  content: string | Uint8Array | AsyncIterable<string>,
): Promise<string> {
  const path = resolve(file.workspace, file.path);
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) await writeFile(part, content);
    // Many small pieces become few writes.
    else await pipeline(content, createWriteStream(part));
    await rename(part, path);
    return path;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw explainWriteError(error, file);
  }
}

/** The error of a file system, made plain; any other is given back as it is. */
export function explainWriteError(
  error: unknown,
  { path, inputName: input }: Omit<WriteFileRequest, 'workspace'>,
): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const reason = REASONS[String(error.code)] ?? `the system says ${error.code}`;
  return new StepFailedError(`input ${input}: ${path} cannot be written: ${reason}`, {
    advice: 'Choose another path, or make room, and run the step again.',
    topic: 'file-not-writable',
    cause: error,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EEXIST: 'a file has the name of one of its folders',
  EISDIR: 'a folder has its name',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file has the name of one of its folders',
  EROFS: 'the disk is read-only',
};
