import type { Json, Path } from '../json.ts';

/** Line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The text of a number, boolean or null as it was written: `1.10`, of which the value is 1.1. */
  readonly written?: string;
}

/** A document that was read, whatever its notation. */
export interface ParsedText {
  readonly value: Json;
  /** Where the value at `path` (or its key) stands; its nearest ancestor that is written down if it is not. */
  locate(path: Path, part: 'key' | 'value'): Position;
}

/** Problems told of one text that is not a document: what comes after so many is only what they have brought about. */
export const MAX_PROBLEMS = 20;

/** The message about a number that has no value in JSON. */
export function formatInfiniteNumber(written: string): string {
  return `${written} is read as a number that JSON cannot represent: put it in quotes ("${written}") if it is a text`;
}

/** The text is not a document of its notation. */
export class DocumentSyntaxError extends Error {
  override readonly name = 'SyntaxProblems';
  readonly problems: readonly { readonly message: string; readonly position: Position }[];

  constructor(problems: DocumentSyntaxError['problems']) {
    super(problems.map((p) => p.message).join('\n'));
    this.problems = problems;
  }
}
