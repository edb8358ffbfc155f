import { open } from 'node:fs/promises';
import nodePath, { type PlatformPath, resolve } from 'node:path';
import { mergeSources } from '../merge.ts';
import { UserError } from '../problem.ts';
import { isJsonLines, readJsonLines } from './json-lines.ts';
import { MAX_DOCUMENT_BYTES, readSource, readSources, type Source } from './source.ts';

export interface DocumentInputs {
  /** The inline document and the input that holds it. */
  readonly inline?: { readonly input: string; readonly text: string | undefined };
  /** The document's file, as the user gave it, and the input that names it. */
  readonly file?: { readonly input: string; readonly path: string | undefined };
  /** The folder that relative paths start from, and that annotations are relative to. */
  readonly workspace: string;
}

/**
 * The document that the two inputs describe: the inline one, the file's, or the inline one merged over the file.
 * @returns undefined when neither is given.
 * @throws UserError when the file cannot be read or either text is not a document.
 */
export async function loadDocument({ inline, file, workspace }: DocumentInputs): Promise<Source | undefined> {
  const written = inline?.text?.trim()
    ? await readSource({ name: `input ${inline.input}`, text: inline.text })
    : undefined;
  const stored = file?.path ? await loadFile(file.path, workspace, file.input) : undefined;
  return written && stored ? mergeSources(stored, written) : (written ?? stored);
}

/**
 * One document file.
 * @throws UserError naming the input when there is no such file or it is not a document.
 */
export async function loadFile(path: string, workspace: string, input: string): Promise<Source> {
  return readSource({ ...nameFile(path, workspace), text: await readText(path, workspace, input) });
}

/**
 * All documents of a file.
 * @throws UserError naming the input when there is no such file or it has no document.
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
 * How messages and annotations name a file, with `/` between folders: annotations only reach into the workspace.
 * @param platform for tests of the other platform's rules.
 */
export function nameFile(
  path: string,
  workspace: string,
  platform: PlatformPath = nodePath,
): { name: string; file?: string } {
  const slashed = (text: string): string => text.split(platform.sep).join('/');
  const inside = platform.relative(workspace, platform.resolve(workspace, path));
  if (inside.split(platform.sep)[0] === '..' || platform.isAbsolute(inside)) return { name: slashed(path) };
  return { name: slashed(inside), file: slashed(inside) };
}

/**
 * The text of a file named by an input.
 * @throws UserError naming the input when it cannot be read as UTF-8 text of at most {@link MAX_DOCUMENT_BYTES}.
 */
export async function readText(path: string, workspace: string, input: string): Promise<string> {
  const { name, file } = nameFile(path, workspace);
  const place = { source: name || '.', ...(file === undefined ? {} : { file }) };
  const refuse = (message: string, cause?: unknown): UserError =>
    new UserError({ message: `input ${input}: ${message}`, place }, { cause });
  const handle = await open(resolve(workspace, path)).catch((cause: NodeJS.ErrnoException) => {
    throw refuse(OPEN_FAILURES[cause.code ?? ''] ?? `cannot be read (${cause.code})`, cause);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw refuse('is not a file');
    if (stat.size > MAX_DOCUMENT_BYTES) {
      throw refuse(`has ${stat.size} bytes, at most ${MAX_DOCUMENT_BYTES} are read: split it`);
    }
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
    const pointer = describePointer(text);
    if (pointer !== undefined) throw refuse(`is ${pointer}`);
    return text;
  } catch (cause) {
    if (cause instanceof TypeError) throw refuse('is not UTF-8 text', cause);
    throw cause;
  } finally {
    await handle.close();
  }
}

const OPEN_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file. Paths start at the workspace; is the checkout step there, before this one?',
  EACCES: 'may not be read by this user',
  ENOTDIR: 'no such file: a part of the path is not a folder',
  ELOOP: 'is a loop of symbolic links',
};

/** Pointers of Git LFS have less than 200 bytes, those of git-annex a path. */
export const MAX_POINTER_BYTES = 1024;

/** Describes a pointer of Git LFS or git-annex, which a checkout without these tools contains instead of the file. */
export function describePointer(text: string): string | undefined {
  if (text.length > MAX_POINTER_BYTES) return undefined;
  // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return 'a pointer of Git LFS, not the file itself. Set `lfs: true` in the step that uses actions/checkout';
  // https://git-annex.branchable.com/internals/pointer_file/
  if (text.startsWith('/annex/objects/'))
    return 'a pointer of git-annex, not the file itself. Run `git annex get` first';
  return undefined;
}
