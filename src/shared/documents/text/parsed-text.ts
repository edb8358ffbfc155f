import type { Json, Path } from '../json.ts';

/** Line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A document that was read, whatever its notation. */
export interface ParsedText {
  readonly value: Json;
  /** Where the value at `path` (or its key) stands; its nearest ancestor that is written down if it is not. */
  locate(path: Path, part: 'key' | 'value'): Position;
}

/** Problems told of one text that is not a document: what comes after so many is only what they have brought about. */
export const MAX_PROBLEMS = 20;

/** The text is not a document of its notation. */
export class DocumentSyntaxError extends Error {
  override readonly name = 'SyntaxProblems';
  readonly problems: readonly { readonly message: string; readonly position: Position }[];

  constructor(problems: DocumentSyntaxError['problems']) {
    super(problems.map((p) => p.message).join('\n'));
    this.problems = problems;
  }
}
