import { type MergeOptions, mergeSources } from '../merge.ts';
import { ProblemList } from '../problem.ts';
import { findExpressionProblems, findRemainingExpressionProblems } from './expressions.ts';
import { isJsonLines, visitJsonLines } from './json-lines.ts';
import type { InputFile } from './name-file.ts';
import { readSource, readSources, type Source } from './source.ts';
import { readSourceText } from './text-file.ts';

/** An inline document, and the name of its input. */
export interface InlineInput {
  readonly input: string;
  readonly text: string | undefined;
}

/** Paths of files, and the input that names them. */
export interface FilesInput {
  readonly input: string;
  readonly paths: readonly string[];
}

interface DocumentInputs extends MergeOptions {
  readonly inline?: InlineInput;
  /** Path as written in the input, and the name of the input. */
  readonly file?: { readonly input: string; readonly path: string | undefined };
  /** The folder that paths and annotations are relative to. */
  readonly workspace: string;
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
  ...options
}: DocumentInputs): Promise<Source | undefined> {
  const inlineSource = inline?.text?.trim()
    ? await readSource({ name: `input ${inline.input}`, text: inline.text, fileInput: file?.input })
    : undefined;
  if (!file?.path) return inlineSource;
  const inputFile = { path: file.path, input: file.input, workspace };
  return inlineSource ? mergeOverFile(inlineSource, inputFile, options) : loadFile(inputFile);
}

/**
 * Loads a file with one document, and merges another one over it.
 * @throws UserError that names the input, if the file does not exist or is not a document.
 */
export async function mergeOverFile(
  patch: Source,
  inputFile: InputFile,
  options?: MergeOptions,
): Promise<Source> {
  const file = await readSource(await readSourceText(inputFile));
  const merged = mergeSources(file, patch, options);
  new ProblemList(findRemainingExpressionProblems(merged, file)).assertEmpty();
  return merged;
}

/**
 * Loads a file with one document.
 * @throws UserError that names the input, if the file does not exist or is not a document.
 */
export async function loadFile(file: InputFile): Promise<Source> {
  const source = await readSource(await readSourceText(file));
  new ProblemList(findExpressionProblems(source)).assertEmpty();
  return source;
}

/**
 * Loads all documents of a file.
 * @throws UserError that names the input, if the file does not exist or has no document.
 */
export async function loadFileDocuments(file: InputFile): Promise<readonly Source[]> {
  const problems = new ProblemList();
  const lines: Source[] = [];
  if (isJsonLines(file.path)) {
    await visitJsonLines(file, {
      visit: (source) => void lines.push(source),
      reject: (found) => problems.add(found),
    });
    problems.assertEmpty();
    return lines;
  }
  const sources = await readSources(await readSourceText(file));
  for (const source of sources) problems.add(findExpressionProblems(source));
  problems.assertEmpty();
  return sources;
}
