import { truncate } from '../format-value.ts';
import type { Json, Path } from '../json.ts';
import { type Place, type Position, UserError } from '../problem.ts';

/** A document of a text. */
export interface ParsedText {
  readonly value: Json;
  /** The place of the value at `path`, or of its key. If it is not in the text, the place of its nearest ancestor that is. */
  place(path: Path, part?: 'key' | 'value'): Place;
  /** The schema for editors in the comment of the document, else of the first document of the text. */
  readonly schemaComment?: string | undefined;
}

/** Returns the place of a position in a text that is parsed: the text may be a part of a file. */
export type ToPlace = (position: Position) => Place;

/** Maximum number of syntax errors that are reported: further ones are consequences of the first. */
export const MAX_PROBLEMS = 20;

/** The message about a document in which Git has marked a conflict. */
export const CONFLICT = 'a merge conflict marker. Resolve the conflict';

/** The offset of the first merge conflict marker in a string with syntax errors. */
export function findConflict(text: string): number | undefined {
  return /^<{7} /m.exec(text)?.index;
}

/** Maximum levels of lists and mappings in a document. Documents of Provena have about a dozen. */
export const MAX_DEPTH = 100;
export const TOO_DEEP_MESSAGE = `the document is nested too deeply: at most ${MAX_DEPTH} levels of lists and mappings are allowed`;

/**
 * Calls a parser, which is recursive.
 * @throws DocumentSyntaxError if the text is nested too deeply for it.
 */
export function callParser<T>(toPlace: ToPlace, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw createDocumentError(TOO_DEEP_MESSAGE, toPlace);
  }
}

/** The error about a whole document. */
export function createDocumentError(message: string, toPlace: ToPlace): DocumentSyntaxError {
  return new DocumentSyntaxError({ message, place: toPlace({ line: 1, column: 1 }) });
}

/** The message about a number that has no value in JSON. */
export function formatInfiniteNumber(written: string): string {
  const sourceText = truncate(written);
  return `${sourceText} is read as a number that JSON cannot represent: put it in quotes ("${sourceText}") if it is a string`;
}

/** A text is not valid YAML or JSON, or not text. */
export class DocumentSyntaxError extends UserError {}
