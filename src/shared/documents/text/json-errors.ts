import { type JSONVisitor, printParseErrorCode, visit } from 'jsonc-parser';
import { escapeInvisible } from '../../client/json/format-json.ts';
import { formatValue } from '../format-value.ts';
import type { Problem } from '../problem.ts';
import { explainExpression, findExpressionInLine } from './expressions.ts';
import { CONFLICT, findConflict, formatInfiniteNumber, MAX_PROBLEMS, type ToPlace } from './parsed-text.ts';

/** Characters of an unexpected text that a message has. */
const MAX_FOUND = 60;

const SYNTAX_ERRORS: Readonly<Record<string, string>> = {
  InvalidNumberFormat: 'this number has an invalid format',
  LeadingZero:
    'a number cannot start with a zero: remove the zero, or put the value in quotes if it is a string',
  PropertyNameExpected: 'expected a key in double quotes, and no comma after the last entry',
  ValueExpected: 'expected a value, and no comma after the last entry',
  ColonExpected: 'expected a colon after the key',
  CommaExpected: 'expected a comma between two entries',
  CloseBraceExpected: 'the closing } is missing',
  CloseBracketExpected: 'the closing ] is missing',
  EndOfFileExpected:
    'found more text after the end of the document. Write several documents as a list in brackets, or one on each line of a .jsonl file, without commas between them',
  InvalidCommentToken: 'comments are not allowed',
  UnexpectedEndOfComment: 'comments are not allowed',
  UnexpectedEndOfString: 'the closing double quote is missing',
  UnexpectedEndOfNumber: 'this number is incomplete',
  InvalidUnicode: 'invalid \\u escape in a string',
  InvalidEscapeCharacter: 'invalid escape in a string; write a backslash as \\\\',
  InvalidCharacter: 'invalid character in a string; write a line break as \\n and a tab as \\t',
};

/** Invisible symbols are, for example, the byte-order mark between concatenated files, and the non-breaking space of a word processor. */
function explainSymbol(symbol: string): string {
  const visible = escapeInvisible(symbol);
  const advice =
    visible === symbol
      ? 'keys and strings must be in double quotes; other values are numbers, true, false and null'
      : 'remove this special space or invisible character';
  return `found \`${visible}\`; ${advice}`;
}

/** The problems of a text that is not valid JSON, and its duplicate keys, which JSON.parse drops silently. */
export function findSyntaxProblems(text: string, toPlace: ToPlace): Problem[] {
  const conflict = findConflict(text);
  if (conflict !== undefined) {
    const line = text.slice(0, conflict).split('\n').length;
    return [{ message: CONFLICT, place: toPlace({ line, column: 1 }) }];
  }
  const visitor = new ProblemVisitor(text, toPlace);
  visit(text, visitor, { disallowComments: true, allowTrailingComma: false });
  return visitor.problems;
}

type Callbacks = Required<JSONVisitor>;

/** Collects the problems of a text, without errors that only follow from another one. */
class ProblemVisitor implements JSONVisitor {
  readonly problems: Problem[] = [];
  readonly #text: string;
  readonly #toPlace: ToPlace;
  /** The keys so far of each object that is open. */
  readonly #keys: Set<string>[] = [];
  #lineOfLastError = -1;
  /** True from an error to the next opening bracket, key, colon or comma: errors before it are consequences. */
  #isAfterError = false;
  /** True after an error from which the scanner does not recover: it confuses keys and values. */
  #isLost = false;

  constructor(text: string, toPlace: ToPlace) {
    this.#text = text;
    this.#toPlace = toPlace;
  }

  // The library calls the methods without `this`.
  readonly onArrayBegin = (): void => {
    this.#isAfterError = false;
  };

  readonly onSeparator = this.onArrayBegin;

  readonly onObjectBegin = (): void => {
    this.#isAfterError = false;
    this.#keys.push(new Set());
  };

  readonly onObjectEnd = (): void => void this.#keys.pop();

  readonly onObjectProperty: Callbacks['onObjectProperty'] = (name, _offset, _length, line, character) => {
    this.#isAfterError = false;
    if (this.#keys.at(-1)?.has(name)) this.#report(`duplicate key ${formatValue(name)}`, line, character);
    this.#keys.at(-1)?.add(name);
  };

  readonly onLiteralValue: Callbacks['onLiteralValue'] = (
    value: unknown,
    offset,
    length,
    line,
    character,
  ) => {
    if (typeof value === 'number' && !Number.isFinite(value))
      this.#report(formatInfiniteNumber(this.#text.slice(offset, offset + length)), line, character);
  };

  readonly onError: Callbacks['onError'] = (code, offset, length, line, character) => {
    if (line === this.#lineOfLastError || this.#isAfterError) return;
    this.#lineOfLastError = line;
    this.#isAfterError = true;
    const name = printParseErrorCode(code);
    const found = findExpressionInLine(this.#text, offset);
    const expression = found?.offset === offset ? found.expression : undefined;
    const message =
      expression === undefined
        ? explainError(
            this.#isAfterZero(name, offset) ? 'LeadingZero' : name,
            this.#text.slice(offset, offset + length),
          )
        : explainExpression(expression);
    this.#report(message, line, character);
    this.#isLost ||= expression !== undefined || name === 'UnexpectedEndOfString';
  };

  /** The scanner ends a number after a zero at its start, so that a comma seems to be missing in `05`. */
  #isAfterZero(name: string, offset: number): boolean {
    return name === 'CommaExpected' && /^0\d$/.test(this.#text.slice(offset - 1, offset + 1));
  }

  #report(message: string, line: number, character: number): void {
    if (this.problems.length < MAX_PROBLEMS && !this.#isLost)
      this.problems.push({ message, place: this.#toPlace({ line: line + 1, column: character + 1 }) });
  }
}

/** @param name of the error in the library. */
function explainError(name: string, found: string): string {
  const reason = name === 'InvalidSymbol' ? explainSymbol(found.slice(0, MAX_FOUND)) : SYNTAX_ERRORS[name];
  return `not valid JSON: ${reason ?? name}`;
}
