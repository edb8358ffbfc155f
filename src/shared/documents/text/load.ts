import { open } from 'node:fs/promises';
import nodePath, { type PlatformPath, resolve } from 'node:path';
import { mergeSources } from '../merge.ts';
import { UserError } from '../problem.ts';
import { isJsonLines, readJsonLines } from './json-lines.ts';
import { MAX_DOCUMENT_BYTES, readSource, readSources, type Source } from './source.ts';

export interface DocumentInputs {
  /** The inline document and its input. */
  readonly inline?: { readonly input: string; readonly text: string | undefined };
  /** Path of the file as in the input, and the input. */
  readonly file?: { readonly input: string; readonly path: string | undefined };
  /** The folder that paths and annotations are relative to. */
  readonly workspace: string;
}

/**
 * Loads the document of two inputs: the inline document, the file, or the inline document merged over the file.
 * @returns undefined if neither input is set.
 * @throws UserError if the file cannot be read or one of the texts is not a document.
 */
export async function loadDocument({ inline, file, workspace }: DocumentInputs): Promise<Source | undefined> {
  const written = inline?.text?.trim()
    ? await readSource({ name: `input ${inline.input}`, text: inline.text })
    : undefined;
  const stored = file?.path ? await loadFile(file.path, workspace, file.input) : undefined;
  return written && stored ? mergeSources(stored, written) : (written ?? stored);
}

/**
 * Loads a file with one document.
 * @throws UserError that names the input, if the file does not exist or is not a document.
 */
export async function loadFile(path: string, workspace: string, input: string): Promise<Source> {
  return readSource({ ...nameFile(path, workspace), text: await readText(path, workspace, input) });
}

/**
 * Loads all documents of a file.
 * @throws UserError that names the input, if the file does not exist or has no document.
 */
export async function loadFileDocuments(
  path: string,
  workspace: string,
  input: string,
): Promise<readonly Source[]> {
  const text = { ...nameFile(path, workspace), text: await readText(path, workspace, input) };
  if (!isJsonLines(text.name)) return readSources(text);
  const { documents, problems } = await readJsonLines(text, (source) => source);
  if (problems.length > 0) throw new UserError(problems);
  return documents;
}

/**
 * The name of a file in messages, and its path in annotations if it is in the workspace: GitHub shows annotations only for files of
 * the repository. Both have `/` between folders.
 * @param platform for tests of the rules of another platform.
 */
export function nameFile(
  path: string,
  workspace: string,
  platform: PlatformPath = nodePath,
): { name: string; file?: string } {
  const replaceSeparators = (text: string): string => text.split(platform.sep).join('/');
  const inside = platform.relative(workspace, platform.resolve(workspace, path));
  if (inside.split(platform.sep)[0] === '..' || platform.isAbsolute(inside))
    return { name: replaceSeparators(path) };
  return { name: replaceSeparators(inside), file: replaceSeparators(inside) };
}

/**
 * Reads the text of a file that an input names.
 * @throws UserError that names the input, if the file is not readable UTF-8 text of at most {@link MAX_DOCUMENT_BYTES}.
 */
export async function readText(path: string, workspace: string, input: string): Promise<string> {
  const { name, file } = nameFile(path, workspace);
  const place = { source: name || '.', ...(file === undefined ? {} : { file }) };
  const createError = (message: string, cause?: unknown): UserError =>
    new UserError({ message: `input ${input}: ${message}`, place }, { cause });
  const handle = await open(resolve(workspace, path)).catch((cause: NodeJS.ErrnoException) => {
    throw createError(OPEN_FAILURES[cause.code ?? ''] ?? `the file cannot be read (${cause.code})`, cause);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw createError('not a file. Enter the path of a file, not of a folder');
    if (stat.size > MAX_DOCUMENT_BYTES) {
      throw createError(
        `the file has ${stat.size} bytes; at most ${MAX_DOCUMENT_BYTES} are allowed. Split the file`,
      );
    }
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
    const pointer = describePointer(text);
    if (pointer !== undefined) throw createError(`the file contains only ${pointer}`);
    return text;
  } catch (cause) {
    if (cause instanceof TypeError)
      throw createError('the file is not UTF-8 text. Save it in this encoding', cause);
    throw cause;
  } finally {
    await handle.close();
  }
}

const OPEN_FAILURES: Readonly<Record<string, string>> = {
  ENOENT:
    'the file does not exist. Paths are relative to the workspace. Check the path, and that actions/checkout runs before this step',
  EACCES: 'permission denied. Make the file readable for the user of the runner',
  ENOTDIR: 'the file does not exist, because a part of the path is a file and not a folder',
  ELOOP: 'the symbolic links form a loop. Replace one of them by the file',
};

/** A pointer of Git LFS has less than 200 bytes; a pointer of git-annex has a path. */
export const MAX_POINTER_BYTES = 1024;

/** Describes a pointer of Git LFS or git-annex, which a checkout without these tools contains instead of the file. */
export function describePointer(text: string): string | undefined {
  if (text.length > MAX_POINTER_BYTES) return undefined;
  // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return 'a pointer of Git LFS. Set `lfs: true` in the step that uses actions/checkout';
  // https://git-annex.branchable.com/internals/pointer_file/
  if (text.startsWith('/annex/objects/'))
    return 'a pointer of git-annex. Run `git annex get` before this step';
  return undefined;
}
