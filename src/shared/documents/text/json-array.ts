import { ArraySplitter } from '../../client/json/array-splitter.ts';
import { limitGarbage } from '../../memory/garbage-limit.ts';
import type { Json } from '../json.ts';
import type { Position } from '../problem.ts';
import { type DocumentVisitor, type FilePart, loadPartParser, visitPart } from './file-part.ts';
import { MAX_FILE_BYTES } from './lines.ts';
import { createPlace, type InputFile, nameFile } from './name-file.ts';
import { DocumentSyntaxError } from './parsed-text.ts';
import { MAX_DOCUMENT_BYTES } from './source.ts';
import { openText, type TextFile } from './text-file.ts';

const CHUNK_BYTES = 256 * 1024;
const ELEMENTS_PER_CHECK = 1000;
const OPENING = /^\uFEFF?[ \t\r\n]*\[/;

/** An array whose first element is not accepted. */
class NotAcceptedError extends Error {
  override readonly name = 'NotAcceptedError';
}

/**
 * Visits each element of a file that is one JSON array, of any length, while it is read.
 * @param accepts returns false for the first element of an array that has to be read as a whole; then no element is visited.
 * @returns false if the file is anything else, and for an array that is not valid JSON or not UTF-8 text: then elements may
 * have been visited, and the whole file must be read for its problems.
 * @throws UserError for such an array that is too large for that; UserError naming the input when the file cannot be read.
 */
export async function visitJsonArray(
  inputFile: InputFile,
  visitor: DocumentVisitor<FilePart>,
  accepts: (first: Json) => boolean = () => true,
): Promise<boolean> {
  const parsePart = await loadPartParser(inputFile);
  await using file = await openText(inputFile, MAX_FILE_BYTES);
  const name = nameFile(inputFile.path, inputFile.workspace);
  const position = new TextPosition();
  const splitter = new ArraySplitter(undefined, (text, index) => {
    if ((index + 1) % ELEMENTS_PER_CHECK === 0) limitGarbage();
    const start = position.current;
    const range = position.advance(text);
    // The comma after the element.
    position.advance(',');
    const toPlace = (at: Position) => createPlace(name, shiftPosition(at, start));
    const part = parsePart({ text, range, at: [index], toPlace });
    if (index === 0 && !accepts(part.value)) throw new NotAcceptedError();
    visitPart(part, text, visitor);
  });
  try {
    if (!(await feedSplitter(splitter, file, position))) return false;
    JSON.parse(splitter.end());
    return true;
  } catch (error) {
    if (error instanceof NotAcceptedError) return false;
    if (!(error instanceof DocumentSyntaxError || error instanceof SyntaxError)) throw error;
    if (file.size <= MAX_DOCUMENT_BYTES) return false;
    if (error instanceof DocumentSyntaxError) throw error;
    throw file.createError('not valid JSON: check the commas between records and the end of the list', error);
  }
}

/** Reads a file into a splitter. @returns false if the file does not start as an array. */
async function feedSplitter(
  splitter: ArraySplitter,
  file: TextFile,
  position: TextPosition,
): Promise<boolean> {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let read = 0; ; ) {
    const bytesRead = await file.read(chunk);
    const text = file.decode(chunk.subarray(0, bytesRead), { stream: bytesRead > 0 });
    if (read === 0) {
      const [opening] = OPENING.exec(text) ?? [];
      if (opening === undefined) return false;
      position.advance(opening);
      splitter.write(text.replace(/^\uFEFF/, ''));
    } else splitter.write(text);
    read += bytesRead;
    if (bytesRead === 0) return true;
    if (read - position.bytes > MAX_DOCUMENT_BYTES)
      throw file.createError(`an element of the array has more than ${MAX_DOCUMENT_BYTES} bytes`);
  }
}

/** The position of the next part of a text that is visited part by part. */
class TextPosition {
  current: Position = { line: 1, column: 1 };
  bytes = 0;

  /** Moves to the end of the next part. @returns its bytes */
  advance(text: string): { readonly start: number; readonly end: number } {
    const start = this.bytes;
    this.bytes += Buffer.byteLength(text);
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
    const { line, column } = this.current;
    const length = lines.at(-1)?.length ?? 0;
    this.current = { line: line + lines.length - 1, column: (lines.length === 1 ? column : 1) + length };
    return { start, end: this.bytes };
  }
}

/** Converts a position in a part of a text to the position in the whole text. */
function shiftPosition(position: Position, start: Position): Position {
  const { line, column } = position;
  return line === 1
    ? { ...position, line: start.line, column: start.column + column - 1 }
    : { ...position, line: start.line + line - 1 };
}
