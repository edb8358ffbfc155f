import { resolve } from 'node:path';
import { limitGarbage } from '../../memory/garbage-limit.ts';
import { type Place, type Problem, ProblemList, UserError } from '../problem.ts';
import { assertNoExpressions } from './expressions.ts';
import { readLines, readRange } from './lines.ts';
import { nameFile } from './name-file.ts';
import { DocumentSyntaxError, type ParsedText, TOO_DEEP_MESSAGE } from './parsed-text.ts';
import { assertStructure, type Source, type SourceText } from './source.ts';

const LINES_PER_CHECK = 1000;

/** Whether a file has one JSON document per line. */
export function isJsonLines(name: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(name);
}

/**
 * The documents of a string with one JSON document per line, as `read` reads each, and the problems of the other lines.
 * Blank lines do not count.
 */
export async function readJsonLines<T>(
  { text, ...file }: SourceText,
  read: (source: Source) => T,
): Promise<{ readonly documents: readonly T[]; readonly problems: ProblemList }> {
  const { parseJson } = await import('./json-text.ts');
  const problems = new ProblemList();
  const documents: T[] = [];
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    try {
      const parsed = parseLine(line, parseJson);
      const place = locateInLine(file, i + 1, () => parsed);
      documents.push(read({ value: parsed.value, place }));
    } catch (error) {
      problems.add(toLineProblems(error, file, i + 1));
    }
  }
  return { documents, problems };
}

/**
 * Reads a file like {@link readJsonLines}, line by line, whatever its size. A line is read again for the place of a value.
 * @throws UserError naming the input when the file cannot be read as UTF-8 text.
 */
export async function visitJsonLines(
  path: string,
  workspace: string,
  input: string,
  visit: (source: Source) => void,
): Promise<ProblemList> {
  const { parseJson } = await import('./json-text.ts');
  const file = nameFile(path, workspace);
  const problems = new ProblemList();
  for await (const { number, text, range } of readLines(path, workspace, input)) {
    if (number % LINES_PER_CHECK === 0) limitGarbage();
    if (text.trim() === '') continue;
    try {
      const place = locateInLine(file, number, () => {
        const line = readRange(resolve(workspace, path), range);
        return line === '' ? undefined : parseJson(line);
      });
      visit({ value: parseLine(text, parseJson).value, place });
    } catch (error) {
      problems.add(toLineProblems(error, file, number));
    }
  }
  return problems;
}

/**
 * @throws DocumentSyntaxError also for a value that is valid JSON but cannot be validated: see
 * {@link assertStructure}.
 */
function parseLine(text: string, parseJson: (text: string) => ParsedText): ParsedText {
  try {
    const parsed = parseJson(text);
    assertStructure(parsed);
    assertNoExpressions([parsed], text);
    return parsed;
  } catch (error) {
    // The parser is recursive.
    if (!(error instanceof RangeError)) throw error;
    throw new DocumentSyntaxError([{ message: TOO_DEEP_MESSAGE, position: { line: 1, column: 1 } }]);
  }
}

function locateInLine(
  file: Pick<SourceText, 'name' | 'file'>,
  line: number,
  parse: () => ParsedText | undefined,
): Source['place'] {
  return (path, part = 'value') => ({ ...createPlace(file, line), ...parse()?.locate(path, part), line });
}

/** The place of a line of a file. */
export function createPlace({ name, file }: Pick<SourceText, 'name' | 'file'>, line: number): Place {
  return { source: name, ...(file === undefined ? {} : { file }), line };
}

/** The problems of a line that could not be read. @throws other errors. */
function toLineProblems(
  error: unknown,
  file: Pick<SourceText, 'name' | 'file'>,
  line: number,
): readonly Problem[] {
  if (error instanceof UserError) return error.problems;
  if (!(error instanceof DocumentSyntaxError)) throw error;
  return error.problems.map(({ message, position }) => ({
    message,
    place: { ...createPlace(file, line), ...position, line },
  }));
}
