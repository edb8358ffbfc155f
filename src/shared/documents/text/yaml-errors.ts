import { type Document, isScalar, visit, type YAMLError } from 'yaml';

/** A syntax error with the offset of the text that has to change. */
export interface YamlSyntaxError {
  readonly message: string;
  readonly offset: number;
}

type Explain = (error: YAMLError, text: string, document: Document) => YamlSyntaxError | undefined;

const INDENTATION = 'wrong indentation: align this line with the other lines of its mapping or list';

const NO_COLON = 'expected `key: value`, found no colon followed by a space';

/** Clearer places and messages for some errors of the parser; errors without a row are printed unchanged. */
const EXPLANATIONS: Partial<Record<YAMLError['code'], Explain>> = {
  TAG_RESOLVE_FAILED: ({ pos, message }) => ({
    message: `${message}. Tags are not supported: write the value itself, in quotes if it starts with \`!\``,
    offset: pos[0],
  }),
  NON_STRING_KEY: ({ pos }, text) => ({
    message: text.startsWith('{', pos[0])
      ? 'a mapping is used as a key: put a value that starts with `{` in quotes'
      : 'the key is empty or not a string: put it in quotes',
    offset: pos[0],
  }),
  BAD_SCALAR_START: ({ pos }, text) => ({
    message: `a value cannot start with \`${text.charAt(pos[0])}\`: put it in quotes`,
    offset: pos[0],
  }),
  BAD_DQ_ESCAPE: ({ pos, message }) => ({
    message: `invalid${message.replace(/^Invalid/, '')}: use single quotes, or write each backslash twice`,
    offset: pos[0],
  }),
  TAB_AS_INDENT: ({ pos }) => ({ message: 'indented with a tab: use spaces', offset: pos[0] }),
  BAD_INDENT: ({ pos, message }, text) =>
    /^Flow/.test(message)
      ? explainMissingBracket(message, text, pos[0])
      : { message: INDENTATION, offset: skipIndentation(text, pos[0]) },
  MULTILINE_IMPLICIT_KEY: ({ pos }, text) =>
    isFirstOfLine(text, pos[0])
      ? { message: NO_COLON, offset: pos[0] }
      : // The parser names the value above, which this line seems to continue.
        { message: INDENTATION, offset: skipIndentation(text, findLineStart(text, pos[1])) },
  BLOCK_AS_IMPLICIT_KEY: ({ pos, message }, text) =>
    /sequence/.test(message)
      ? { message: INDENTATION, offset: skipIndentation(text, findLineStart(text, pos[0])) }
      : { message: 'two keys in one line: put a value that contains a colon in quotes', offset: pos[0] },
  MISSING_CHAR: ({ pos, message }, text, document) => {
    if (/^Sequence item/.test(message))
      return { message: INDENTATION, offset: skipIndentation(text, pos[0]) };
    if (/^Implicit map keys/.test(message)) return { message: NO_COLON, offset: pos[0] };
    if (/^Flow/.test(message)) return explainMissingBracket(message, text, pos[0]);
    const quote = /quote$/.test(message) ? findLastQuote(document, pos[0]) : undefined;
    return quote === undefined ? undefined : { message: 'the closing quote is missing', offset: quote };
  },
  UNEXPECTED_TOKEN: ({ pos }, text) =>
    isFirstOfLine(text, pos[0]) && startsIndented(text)
      ? { message: INDENTATION, offset: pos[0] }
      : undefined,
};

/** `Flow sequence must end with a ]`: a bracket in the first column of a nested list does not end it. */
function explainMissingBracket(message: string, text: string, offset: number): YamlSyntaxError | undefined {
  const [, bracket] = /end with a ([\]}])$/.exec(message) ?? [];
  return bracket === undefined
    ? undefined
    : {
        message: `the closing ${bracket} is missing, or not indented`,
        offset: text.slice(0, offset).trimEnd().length,
      };
}

/** The errors of a document, one for each line; further errors of a line are consequences. */
export function explainYamlErrors(
  errors: readonly YAMLError[],
  text: string,
  document: Document,
): YamlSyntaxError[] {
  const lines = new Set<number>();
  const tabs = errors
    .filter(({ code }) => code === 'TAB_AS_INDENT')
    .map(({ pos }) => findLineStart(text, pos[0]));
  const explained = errors
    .filter(({ code, pos }) => code === 'TAB_AS_INDENT' || !tabs.includes(findLineStart(text, pos[0])))
    .filter((error, _, all) => !isCauseOfNext(error, all))
    .map((error) => {
      const { message, pos, code } = error;
      return EXPLANATIONS[code]?.(error, text, document) ?? { message, offset: pos[0] };
    });
  return explained.filter(({ offset }) => {
    const line = findLineStart(text, offset);
    if (lines.has(line)) return false;
    lines.add(line);
    return true;
  });
}

/** A value that a line below continues as a mapping is reported twice; the second error reaches to that line. */
function isCauseOfNext({ code, pos }: YAMLError, all: readonly YAMLError[]): boolean {
  return (
    code === 'BLOCK_AS_IMPLICIT_KEY' &&
    all.some((other) => other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === pos[0])
  );
}

/** True when the first line that is neither blank nor a comment starts with a blank. */
function startsIndented(text: string): boolean {
  return /^[^\S\n]*[^\s#]/m.exec(text)?.[0].startsWith(' ') === true;
}

function findLineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
}

function isFirstOfLine(text: string, offset: number): boolean {
  return text.slice(findLineStart(text, offset), offset).trim() === '';
}

function skipIndentation(text: string, offset: number): number {
  return offset + (/^[ \t]*/.exec(text.slice(offset))?.[0].length ?? 0);
}

/** The start of the last quoted text before an offset. */
function findLastQuote(document: Document, before: number): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar(_, node) {
      const start = node.range?.[0];
      const isQuoted = isScalar(node) && /^QUOTE/.test(node.type ?? '');
      if (isQuoted && start !== undefined && start < before) found = start;
    },
  });
  return found;
}
