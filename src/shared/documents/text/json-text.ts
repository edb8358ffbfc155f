import { type ParseError, printParseErrorCode, visit } from 'jsonc-parser';
import type { Json } from '../json.ts';
import { JsonLocator } from './json-locator.ts';
import {
  DocumentSyntaxError,
  formatInfiniteNumber,
  MAX_PROBLEMS,
  type ParsedText,
  type Position,
} from './parsed-text.ts';

/**
 * Reads one JSON document. Values come from the engine's parser, so that a batch of many thousand records is read
 * in a moment; what knows lines is built when a problem first has to point at one.
 * @throws SyntaxProblems for syntax errors and for duplicate keys, which JSON.parse would drop silently.
 */
export function parseJson(text: string): ParsedText {
  const problems = findSyntaxProblems(text);
  if (problems.length > 0) throw new DocumentSyntaxError(problems);
  let places: JsonLocator | undefined;
  return {
    value: JSON.parse(text) as Json,
    locate(path, part) {
      places ??= new JsonLocator(text);
      return places.locate(path, part);
    },
  };
}

function findSyntaxProblems(text: string): DocumentSyntaxError['problems'] {
  const problems: { message: string; position: Position }[] = [];
  const keys: Set<string>[] = [];
  const report = (message: string, line: number, character: number): void => {
    if (problems.length < MAX_PROBLEMS)
      problems.push({ message, position: { line: line + 1, column: character + 1 } });
  };
  visit(
    text,
    {
      onObjectBegin: () => void keys.push(new Set()),
      onObjectEnd: () => void keys.pop(),
      onObjectProperty(name, _offset, _length, line, character) {
        if (keys.at(-1)?.has(name)) report(`key ${JSON.stringify(name)} is given twice`, line, character);
        keys.at(-1)?.add(name);
      },
      onLiteralValue(value: unknown, offset, length, line, character) {
        if (typeof value === 'number' && !Number.isFinite(value))
          report(formatInfiniteNumber(text.slice(offset, offset + length)), line, character);
      },
      onError(code: ParseError['error'], _offset, _length, line, character) {
        report(`not valid JSON: ${printParseErrorCode(code)}`, line, character);
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return problems;
}
