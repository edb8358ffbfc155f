import { formatPath } from '../../client/json/format-path.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatValue } from '../format-value.ts';
import type { Json, Path } from '../json.ts';
import type { Problem } from '../problem.ts';
import { MAX_PROBLEMS, type ParsedText } from './parsed-text.ts';

const EXPRESSION_START = '${{';

/** The message about an expression of GitHub Actions in a file, which would be recorded as it is written. */
export function explainExpression(expression: string): string {
  return `found the expression ${formatValue(expression)}, which GitHub evaluates only in workflow files. Write its value, or set this field in the workflow, in the input for an inline document`;
}

/** The first expression of GitHub Actions in a string. */
export function findExpression(text: string): string | undefined {
  const start = text.indexOf(EXPRESSION_START);
  const end = start < 0 ? -1 : text.indexOf('}}', start);
  return end < 0 ? undefined : text.slice(start, end + 2);
}

/** An expression in the rest of a line. */
export function findExpressionInLine(
  text: string,
  from: number,
): { readonly expression: string; readonly offset: number } | undefined {
  const end = text.indexOf('\n', from);
  const line = text.slice(from, end < 0 ? text.length : end);
  const expression = findExpression(line);
  return expression === undefined ? undefined : { expression, offset: from + line.indexOf(expression) };
}

/**
 * The problems of the keys and values of a document of a file that contain an expression of GitHub Actions.
 * @param at path of the document in its file, for a record of a list.
 */
export function findExpressionProblems({ value, place }: ParsedText, at: Path = []): Problem[] {
  return listExpressions(value)
    .slice(0, MAX_PROBLEMS)
    .map(({ path, part, expression }) => ({
      message: explainExpression(expression),
      path: formatPath([...at, ...path]),
      place: place(path, part),
    }));
}

/** The problems of {@link findExpressionProblems} that are left when an inline document is merged over that of a file. */
export function findRemainingExpressionProblems(
  merged: ParsedText,
  file: ParsedText,
  at: Path = [],
): Problem[] {
  const { source } = file.place([]);
  return findExpressionProblems(merged, at).filter(({ place }) => place?.source === source);
}

/** Whether a text can contain an expression. */
export function mayContainExpression(text: string): boolean {
  return text.includes(EXPRESSION_START);
}

interface LocatedExpression {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly expression: string;
}

function listExpressions(value: Json, path: Path = []): LocatedExpression[] {
  if (typeof value === 'string') return toLocated(value, path, 'value');
  if (Array.isArray(value)) return value.flatMap((entry, i) => listExpressions(entry, [...path, i]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => [
    ...toLocated(key, [...path, key], 'key'),
    ...listExpressions(entry, [...path, key]),
  ]);
}

function toLocated(text: string, path: Path, part: 'key' | 'value'): LocatedExpression[] {
  const expression = findExpression(text);
  return expression === undefined ? [] : [{ path, part, expression }];
}
