import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Json, Path } from '../json.ts';
import type { Problem } from '../problem.ts';
import { findExpressionProblems, mayContainExpression } from './expressions.ts';
import type { InputFile } from './name-file.ts';
import type { ParsedText, ToPlace } from './parsed-text.ts';
import { assertStructure, type Source } from './source.ts';

/** A document that is a part of a file. */
export interface FilePart extends Source {
  /** Path in the file: `[3]` for an element of an array, empty for a line. */
  readonly at: Path;
}

/** The entries of a list, each with the places of its values; none of another value. */
export function listParts({ value, place }: Source): FilePart[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: Json, i) => ({
    value: entry,
    at: [i],
    place: (path, part) => place([i, ...path], part),
  }));
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

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The text of a part, with its place in the file. */
interface PartText {
  readonly text: string;
  readonly range: ByteRange;
  readonly at: Path;
  readonly toPlace: ToPlace;
}

/**
 * Loads the parser of the parts of a file. To find the place of a value, its part is read again. Only the last of these is
 * kept: a record can have many problems, and all records would take too much memory.
 * @throws the parser throws DocumentSyntaxError or UserError for a part that is not a document.
 */
export async function loadPartParser({ path, workspace }: InputFile): Promise<(part: PartText) => FilePart> {
  const { parseJson } = await import('./json-text.ts');
  let last: { readonly start: number; readonly place: ParsedText['place'] } | undefined;
  return ({ text, range, at, toPlace }) => {
    const parsed = parseJson(text, toPlace);
    assertStructure(parsed);
    return {
      at,
      value: parsed.value,
      place(pathInPart, target) {
        if (last?.start !== range.start) {
          const rereadText = readRange(resolve(workspace, path), range);
          // The start of the part, if the file has changed or cannot be read.
          const place =
            rereadText === '' ? () => toPlace({ line: 1, column: 1 }) : parseJson(rereadText, toPlace).place;
          last = { start: range.start, place };
        }
        return last.place(pathInPart, target);
      },
    };
  };
}

/** Visits a part, or rejects it for its expressions. */
export function visitPart(
  part: FilePart,
  text: string,
  { visit, reject, findExpressions = findExpressionProblems }: DocumentVisitor<FilePart>,
): void {
  const expressions = mayContainExpression(text) ? findExpressions(part, part.at) : [];
  if (expressions.length > 0) reject(expressions);
  else visit(part);
}

/** Reads a part of a file. @returns an empty string if the file has changed or cannot be read. */
export function readRange(path: string, { start, end }: ByteRange): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(end - start);
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, start));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
