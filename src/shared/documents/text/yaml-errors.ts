import { type Document, visit, type YAMLError } from 'yaml';
import { explainExpression, findExpressionInLine } from './expressions.ts';
import { CONFLICT, findConflict, MAX_PROBLEMS } from './parsed-text.ts';
import { explainError, findLineStart, INDENTATION, TAB, type YamlSyntaxError } from './yaml-explanations.ts';

/** Maximum number of errors of the parser that are compared with each other. A line can have any number of errors. */
const MAX_ERRORS = 1000;

/** The first errors of a document, one for each line, without consequences of others. */
export function explainYamlErrors(
  allErrors: readonly YAMLError[],
  text: string,
  document: Document,
): YamlSyntaxError[] {
  const tooDeep = allErrors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  // After this error, the parser reports every bracket that it has not read as missing.
  const errors = tooDeep ? [tooDeep] : allErrors.slice(0, MAX_ERRORS);
  if (errors.length === 0) return [];
  const conflict = findConflict(text);
  if (conflict !== undefined) return [{ message: CONFLICT, offset: conflict }];
  const expressions = explainExpressions(errors, text);
  if (expressions.length > 0) return expressions;
  const tabs = errors
    .filter(({ code }) => code === 'TAB_AS_INDENT')
    .map(({ pos }) => findLineStart(text, pos[0]));
  const quotes = findQuotes(document);
  const explained = errors
    .filter(({ code, pos }) => code === 'TAB_AS_INDENT' || !tabs.includes(findLineStart(text, pos[0])))
    .filter((error, _, all) => !isReportedTwice(error, all))
    .map((error) => explainSpecialIndentation(text, error.pos[0]) ?? explainError(error, text, quotes));
  return explained.filter((error, i) => !isConsequence(error, explained[i - 1], text));
}

/** Explains errors in lines with an expression of GitHub Actions, whose braces YAML reads as a mapping. */
function explainExpressions(errors: readonly YAMLError[], text: string): YamlSyntaxError[] {
  const lines = new Set(errors.slice(0, MAX_PROBLEMS).map(({ pos }) => findLineStart(text, pos[0])));
  return [...lines].flatMap((line) => {
    const found = findExpressionInLine(text, line);
    const isInComment = found && /(?:^|[ \t])#/.test(text.slice(line, found.offset));
    return found && !isInComment
      ? [{ message: explainExpression(found.expression), offset: found.offset }]
      : [];
  });
}

const SPECIAL_SPACE =
  'indented with a space that is not an ordinary one, for example a non-breaking space: type it again';
/** Up to a separator or an invisible character of Unicode at the start of a line, other than the ordinary space. */
const SPECIAL_INDENTATION = /[ \t]*(?! )(?=[\p{Zs}\p{Cf}])/uy;

/** Explains an error in a line that starts with a special space. Lines of a string can start with it, too. */
function explainSpecialIndentation(text: string, offset: number): YamlSyntaxError | undefined {
  SPECIAL_INDENTATION.lastIndex = findLineStart(text, offset);
  return SPECIAL_INDENTATION.test(text)
    ? { message: SPECIAL_SPACE, offset: SPECIAL_INDENTATION.lastIndex }
    : undefined;
}

/**
 * True for a further error of the same line, and for a wrong indentation after a tab or after another one of the same width:
 * the parser reports every line below the wrong one.
 */
function isConsequence(error: YamlSyntaxError, previous: YamlSyntaxError | undefined, text: string): boolean {
  if (!previous) return false;
  const [line, previousLine] = [error, previous].map(({ offset }) => findLineStart(text, offset));
  if (line === previousLine) return true;
  const isSameWidth = error.offset - (line ?? 0) === previous.offset - (previousLine ?? 0);
  return (
    error.message === INDENTATION &&
    ([TAB, SPECIAL_SPACE].includes(previous.message) || (previous.message === INDENTATION && isSameWidth))
  );
}

/** True for the first of two errors about a value that a line below continues as a mapping; the second reaches to that line. */
function isReportedTwice({ code, pos }: YAMLError, all: readonly YAMLError[]): boolean {
  return (
    code === 'BLOCK_AS_IMPLICIT_KEY' &&
    all.some((other) => other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === pos[0])
  );
}

/** The offsets at which quoted strings start. */
function findQuotes(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Scalar(_, { type, range }) {
      if (range && /^QUOTE/.test(type ?? '')) offsets.push(range[0]);
    },
  });
  return offsets;
}
