import { type ParseError, printParseErrorCode, visit } from 'jsonc-parser';
import { escapeInvisible } from '../../client/json/format-json.ts';
import { formatValue } from '../format-value.ts';
import type { Json } from '../json.ts';
import type { Problem } from '../problem.ts';
import { explainExpression, findExpressionInLine } from './expressions.ts';
import { JsonLocator } from './json-locator.ts';
import {
  CONFLICT,
  callParser,
  DocumentSyntaxError,
  findConflict,
  formatInfiniteNumber,
  MAX_PROBLEMS,
  type ParsedText,
  type ToPlace,
} from './parsed-text.ts';

/**
 * Reads one JSON document. Values come from the engine's parser, so that many thousand records are read
 * quickly; the locator of lines is created only for the first problem.
 * @throws DocumentSyntaxError for syntax errors and for duplicate keys, which JSON.parse would drop silently.
 */
export function parseJson(text: string, toPlace: ToPlace): ParsedText {
  const value = callParser(toPlace, () => parseIfValid(text) ?? parseWithChecks(text, toPlace));
  let locator: JsonLocator | undefined;
  return {
    value,
    place: (path, part = 'value') =>
      callParser(toPlace, () => {
        locator ??= new JsonLocator(text);
        return toPlace(locator.locate(path, part));
      }),
  };
}

/** Returns the value of a string that has no problem; undefined if only the complete check can decide. */
function parseIfValid(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return countKeys(value) === countKeyTokens(text) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseWithChecks(text: string, toPlace: ToPlace): Json {
  const problems = findSyntaxProblems(text, toPlace);
  if (problems.length > 0) throw new DocumentSyntaxError(problems);
  return JSON.parse(text);
}

/** The number of keys in all mappings of a value; NaN if it contains a number that JSON cannot represent. */
function countKeys(value: Json): number {
  let count = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'number' && !Number.isFinite(next)) return Number.NaN;
    if (typeof next !== 'object' || next === null) continue;
    const children = Object.values(next);
    if (!Array.isArray(next)) count += children.length;
    for (const child of children) if (typeof child !== 'string') open.push(child);
  }
  return count;
}

/**
 * The number of keys of a valid text, counted with duplicates. Text in values can add to it, so that a number equal to the
 * number of keys of the value proves that no key is duplicate.
 */
function countKeyTokens(text: string): number {
  return text.match(/"\s*:/g)?.length ?? 0;
}

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

function findSyntaxProblems(text: string, toPlace: ToPlace): Problem[] {
  const conflict = findConflict(text);
  if (conflict !== undefined) {
    const line = text.slice(0, conflict).split('\n').length;
    return [{ message: CONFLICT, place: toPlace({ line, column: 1 }) }];
  }
  const problems: Problem[] = [];
  const keys: Set<string>[] = [];
  let brokenLine = -1;
  let isConsequence = false;
  // After an unterminated string, and after brackets that are not JSON, the scanner confuses keys and values.
  let isUnclosed = false;
  const resume = (): void => {
    isConsequence = false;
  };
  const report = (message: string, line: number, character: number): void => {
    if (problems.length < MAX_PROBLEMS && !isUnclosed)
      problems.push({ message, place: toPlace({ line: line + 1, column: character + 1 }) });
  };
  visit(
    text,
    {
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
      onError(code: ParseError['error'], offset, length, line, character) {
        // What follows an error in its line, or before the next comma, is a consequence.
        if (line === brokenLine || isConsequence) return;
        brokenLine = line;
        isConsequence = true;
        const name = printParseErrorCode(code);
        const expression = findExpressionInLine(text, offset);
        const isExpression = expression?.offset === offset;
        if (isExpression) report(explainExpression(expression.expression), line, character);
        else {
          const reason =
            name === 'InvalidSymbol'
              ? explainSymbol(text.slice(offset, offset + Math.min(length, MAX_FOUND)))
              : (SYNTAX_ERRORS[name] ?? name);
          report(`not valid JSON: ${reason}`, line, character);
        }
        isUnclosed ||= name === 'UnexpectedEndOfString' || isExpression;
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return problems;
}
