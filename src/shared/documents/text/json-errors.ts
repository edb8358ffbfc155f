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
  const problems: Problem[] = [];
  const keys: Set<string>[] = [];
  let brokenLine = -1;
  let isConsequence = false;
  let isConfused = false;
  const resume = (): void => {
    isConsequence = false;
  };
  const report = (message: string, line: number, character: number): void => {
    if (problems.length < MAX_PROBLEMS && !isConfused)
      problems.push({ message, place: toPlace({ line: line + 1, column: character + 1 }) });
  };
  const visitor: JSONVisitor = {
    onObjectBegin() {
      resume();
      keys.push(new Set());
    },
    onArrayBegin: resume,
    onSeparator: resume,
    onObjectEnd: () => void keys.pop(),
    onObjectProperty(name, _offset, _length, line, character) {
      resume();
      if (keys.at(-1)?.has(name)) report(`duplicate key ${formatValue(name)}`, line, character);
      keys.at(-1)?.add(name);
    },
    onLiteralValue(value: unknown, offset, length, line, character) {
      if (typeof value === 'number' && !Number.isFinite(value))
        report(formatInfiniteNumber(text.slice(offset, offset + length)), line, character);
    },
    onError(code, offset, length, line, character) {
      // What follows an error in its line, or before the next comma, is a consequence.
      if (line === brokenLine || isConsequence) return;
      brokenLine = line;
      isConsequence = true;
      const error = explainError(
        printParseErrorCode(code),
        text.slice(offset, offset + length),
        text,
        offset,
      );
      report(error.message, line, character);
      isConfused ||= error.isConfusing;
    },
  };
  visit(text, visitor, { disallowComments: true, allowTrailingComma: false });
  return problems;
}

/**
 * Explains an error of the scanner. After an unterminated string, and after brackets that are not JSON, the scanner
 * confuses keys and values.
 */
function explainError(name: string, found: string, text: string, offset: number) {
  const expression = findExpressionInLine(text, offset);
  if (expression?.offset === offset)
    return { message: explainExpression(expression.expression), isConfusing: true };
  const reason =
    name === 'InvalidSymbol' ? explainSymbol(found.slice(0, MAX_FOUND)) : (SYNTAX_ERRORS[name] ?? name);
  return { message: `not valid JSON: ${reason}`, isConfusing: name === 'UnexpectedEndOfString' };
}
