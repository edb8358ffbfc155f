import { limitGarbage } from '../../memory/garbage-limit.ts';
import { UserError } from '../problem.ts';
import { type DocumentVisitor, type FilePart, loadPartParser, visitPart } from './file-part.ts';
import { readLines } from './lines.ts';
import { createPlace, type InputFile, nameFile } from './name-file.ts';
import type { ToPlace } from './parsed-text.ts';

const LINES_PER_CHECK = 1000;

/** The first line of an indented JSON document: brackets only. */
const OPENING = /^\s*[[{][[{\s]*$/;
const MULTILINE_MESSAGE =
  'each line must be a whole JSON document, and this one continues on the next line. Write each document on one line, for example with jq -c, or, if the file is one document or list, change its name to end in .json';

/** Whether a file has one JSON document per line. */
export function isJsonLines(name: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(name);
}

/**
 * Visits the documents of a file of any size with one JSON document per line. Blank lines are ignored. If the visitor throws
 * a UserError, the line is rejected.
 * @throws UserError naming the input when the file cannot be read as UTF-8 text, or when its first document spans several lines.
 */
export async function visitJsonLines(
  inputFile: InputFile,
  visitor: DocumentVisitor<FilePart>,
): Promise<void> {
  const parsePart = await loadPartParser(inputFile);
  const file = nameFile(inputFile.path, inputFile.workspace);
  let isFirst = true;
  for await (const { number, text, range } of readLines(inputFile)) {
    if (number % LINES_PER_CHECK === 0) limitGarbage();
    if (text.trim() === '') continue;
    if (isFirst && OPENING.test(text))
      throw new UserError({ message: MULTILINE_MESSAGE, place: createPlace(file, { line: number }) });
    isFirst = false;
    const toPlace: ToPlace = (position) => createPlace(file, { ...position, line: number });
    try {
      visitPart(parsePart({ text, range, at: [], toPlace }), text, visitor);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      visitor.reject(error.problems);
    }
  }
}
