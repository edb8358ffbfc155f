import { limitGarbage } from '../../memory/garbage-limit.ts';
import type { Path } from '../json.ts';
import { type Place, type Position, type Problem, UserError } from '../problem.ts';
import { findExpressionProblems, mayContainExpression } from './expressions.ts';
import { createRangeParser, readLines } from './lines.ts';
import { createPlace, type InputFile, nameFile } from './name-file.ts';
import type { ParsedText } from './parsed-text.ts';
import { assertStructure, type Source } from './source.ts';

const LINES_PER_CHECK = 1000;

/** The first line of an indented JSON document: brackets only. */
const OPENING = /^\s*[[{][[{\s]*$/;
const MULTILINE_MESSAGE =
  'each line must be a whole JSON document, and this one continues on the next line. Write each document on one line, for example with jq -c, or, if the file is one document or list, change its name to end in .json';

/** Whether a file has one JSON document per line. */
export function isJsonLines(name: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(name);
}

/** A document that is a part of a file. */
export interface FilePart extends Source {
  /** Path in the file: `[3]` for an element of an array, empty for a line. */
  readonly at: Path;
}

/** Receives the documents of a file, in their order. */
export interface DocumentVisitor<T> {
  visit(document: T): void;
  /** Called with the problems of a line, row or element that is not a document. */
  reject(problems: readonly Problem[]): void;
  /** Finds the expressions for which a document is rejected. Default: all of them. */
  readonly findExpressions?: ((document: ParsedText, at: Path) => readonly Problem[]) | undefined;
}

/** A visitor that passes everything on to another one, and counts it. */
export function countVisits<T>(visitor: DocumentVisitor<T>): DocumentVisitor<T> & { readonly count: number } {
  let count = 0;
  return {
    ...visitor,
    visit(document) {
      count++;
      visitor.visit(document);
    },
    reject(problems) {
      count++;
      visitor.reject(problems);
    },
    get count() {
      return count;
    },
  };
}

/**
 * Visits the documents of a file of any size with one JSON document per line. Blank lines are ignored. To find the place of a
 * value, its line is read again. If the visitor throws a UserError, the line is rejected.
 * @throws UserError naming the input when the file cannot be read as UTF-8 text, or when its first document spans several lines.
 */
export async function visitJsonLines(
  inputFile: InputFile,
  visitor: DocumentVisitor<FilePart>,
): Promise<void> {
  const { parseJson } = await import('./json-text.ts');
  const { findExpressions = findExpressionProblems } = visitor;
  const file = nameFile(inputFile.path, inputFile.workspace);
  const parseRange = createRangeParser(inputFile, parseJson);
  let isFirst = true;
  for await (const { number, text, range } of readLines(inputFile)) {
    if (number % LINES_PER_CHECK === 0) limitGarbage();
    if (text.trim() === '') continue;
    if (isFirst && OPENING.test(text))
      throw new UserError({ message: MULTILINE_MESSAGE, place: createPlace(file, { line: number }) });
    isFirst = false;
    const toPlace = (position: Position): Place => createPlace(file, { ...position, line: number });
    try {
      const parsed = parseJson(text, toPlace);
      assertStructure(parsed);
      const place: Source['place'] = (path, part) =>
        parseRange(range, toPlace)?.place(path, part) ?? createPlace(file, { line: number });
      const document = { value: parsed.value, place, at: [] };
      const expressions = mayContainExpression(text) ? findExpressions(document, []) : [];
      if (expressions.length > 0) visitor.reject(expressions);
      else visitor.visit(document);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      visitor.reject(error.problems);
    }
  }
}
