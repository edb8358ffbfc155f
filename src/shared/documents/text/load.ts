import { mergeSources } from '../merge.ts';
import { ProblemList } from '../problem.ts';
import { findExpressionProblems, findRemainingExpressionProblems } from './expressions.ts';
import { isJsonLines, visitJsonLines } from './json-lines.ts';
import { readSource, readSources, type Source } from './source.ts';
import { readSourceText } from './text-file.ts';

export interface DocumentInputs {
  /** The inline document, and the name of its input. */
  readonly inline?: { readonly input: string; readonly text: string | undefined };
  /** Path as written in the input, and the name of the input. */
  readonly file?: { readonly input: string; readonly path: string | undefined };
  /** The folder that paths and annotations are relative to. */
  readonly workspace: string;
  /** True for changes of an item, in which null removes a field. */
  readonly isPatch?: boolean | undefined;
}

interface MergedFile extends Pick<DocumentInputs, 'workspace' | 'isPatch'> {
  readonly path: string;
  readonly input: string;
}

/**
 * Loads the document of two inputs: the inline document, the file, or the inline document merged over the file.
 * @returns undefined if neither input is set.
 * @throws UserError if the file cannot be read or one of the strings is not a document.
 */
export async function loadDocument({
  inline,
  file,
  workspace,
  isPatch,
}: DocumentInputs): Promise<Source | undefined> {
  const inlineSource = inline?.text?.trim()
    ? await readSource({ name: `input ${inline.input}`, text: inline.text, fileInput: file?.input })
    : undefined;
  if (!file?.path) return inlineSource;
  if (!inlineSource) return loadFile(file.path, workspace, file.input);
  return mergeOverFile(inlineSource, { ...file, path: file.path, workspace, isPatch });
}

/**
 * Loads a file with one document, and merges another one over it.
 * @throws UserError that names the input, if the file does not exist or is not a document.
 */
export async function mergeOverFile(
  patch: Source,
  { path, workspace, input, isPatch }: MergedFile,
): Promise<Source> {
  const file = await parseFile(path, workspace, input);
  const merged = mergeSources(file, patch, { keepsNull: isPatch });
  new ProblemList(findRemainingExpressionProblems(merged, file)).assertEmpty();
  return merged;
}

/**
 * Loads a file with one document.
 * @throws UserError that names the input, if the file does not exist or is not a document.
 */
export async function loadFile(path: string, workspace: string, input: string): Promise<Source> {
  const source = await parseFile(path, workspace, input);
  new ProblemList(findExpressionProblems(source)).assertEmpty();
  return source;
}

async function parseFile(path: string, workspace: string, input: string): Promise<Source> {
  return readSource(await readSourceText(path, workspace, input));
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
  const problems = new ProblemList();
  const lines: Source[] = [];
  if (isJsonLines(path)) {
    await visitJsonLines(path, workspace, input, {
      visit: (source) => void lines.push(source),
      reject: (found) => problems.add(found),
    });
    problems.assertEmpty();
    return lines;
  }
  const sources = await readSources(await readSourceText(path, workspace, input));
  for (const source of sources) problems.add(findExpressionProblems(source));
  problems.assertEmpty();
  return sources;
}
