import type { YAMLError } from 'yaml';
import { truncate } from '../format-value.ts';
import { TOO_DEEP_MESSAGE } from './parsed-text.ts';

/** A syntax error with the offset of the text that has to change. */
export interface YamlSyntaxError {
  readonly message: string;
  readonly offset: number;
}

/**
 * A clearer message for an error of the parser, at the same place, or a function that returns it, if necessary with another
 * place.
 * @param quotes the offsets at which quoted strings start, in order.
 */
type Explanation =
  | string
  | ((error: YAMLError, text: string, quotes: readonly number[]) => string | YamlSyntaxError | undefined);

export const INDENTATION = 'wrong indentation: align this line with the other lines of its mapping or list';

const NO_COMMA = 'a comma is missing between two entries';

const DIRECTIVE =
  'a line that starts with `%` is a YAML directive: put it in quotes, or write `---` after it';

const MORE_TEXT =
  'more text after the end of the value: put the whole value in quotes, and write a quote inside it twice';

export const TAB = 'indented with a tab: use spaces';

/** Anchors and tags, which nobody writes intentionally where they are errors. */
const ANCHOR_OR_TAG =
  'unexpected text that starts with `&` or `!`: put it in quotes if it is part of a string';

/** Messages for what is missing or not expected, by the message of the parser. `<found>` is the character at the place. */
const MESSAGES: readonly (readonly [pattern: RegExp, message: string])[] = [
  [
    /^Unexpected (?:,|empty item) in flow/,
    'an entry is empty: remove a comma, or write `""` for an empty string',
  ],
  [/^Unexpected flow-(?:seq|map)-end/, 'unexpected `<found>`: remove it, or put the whole value in quotes'],
  [/same line with key$/, 'a list cannot start on the line of its key: start each entry on its own line'],
  [/^Block scalar header|^Not a YAML token/, 'the text after `|` or `>` must start on the next line'],
  [/^Missing , /, NO_COMMA],
  [/marker$/, 'a document must start on the line after `---`'],
  [/indicator line$/, DIRECTIVE],
  [
    /^Comments/,
    'unexpected `#`: write a space before it if it starts a comment, or put the whole value in quotes',
  ],
  [/^Tags and anchors/, ANCHOR_OR_TAG],
  [
    /^Block scalars with/,
    'an empty line above this text has more spaces than its indentation: remove the spaces of the empty line',
  ],
];

function findMessage({ message, pos: [offset] }: YAMLError, text: string): string | undefined {
  const [, found] = MESSAGES.find(([pattern]) => pattern.test(message)) ?? [];
  return found?.replace('<found>', () => text.charAt(offset));
}

/** Clearer places and messages for the errors of the parser. Errors without a row have the message of the parser. */
const EXPLANATIONS: Partial<Record<YAMLError['code'], Explanation>> = {
  MULTIPLE_ANCHORS: ANCHOR_OR_TAG,
  MULTIPLE_TAGS: ANCHOR_OR_TAG,
  BAD_PROP_ORDER: ANCHOR_OR_TAG,
  ALIAS_PROPS: ANCHOR_OR_TAG,
  KEY_OVER_1024_CHARS:
    'a key has more than 1024 characters: check where it ends, or put a value with a colon in quotes',
  BAD_DIRECTIVE: DIRECTIVE,
  RESOURCE_EXHAUSTION: TOO_DEEP_MESSAGE,
  TAG_RESOLVE_FAILED: ({ message }) =>
    `${truncate(message)}. Tags are not supported: write the value itself, in quotes if it starts with \`!\``,
  NON_STRING_KEY: ({ pos }, text) =>
    text.startsWith('{', pos[0])
      ? 'a mapping is used as a key: put a value that starts with `{` in quotes'
      : 'the key is empty or not a string: put it in quotes',
  BAD_SCALAR_START: explainInvalidStart,
  BAD_DQ_ESCAPE: ({ message }) =>
    `invalid${message.replace(/^Invalid/, '')}: use single quotes, or write each backslash twice`,
  TAB_AS_INDENT: TAB,
  BAD_INDENT({ pos, message }, text) {
    if (/^Flow/.test(message)) return explainMissingBracket(message, text, pos[0]);
    const line = findLineStart(text, pos[0]);
    return text.startsWith('\t', line)
      ? { message: TAB, offset: line }
      : { message: INDENTATION, offset: skipIndentation(text, pos[0]) };
  },
  BAD_ALIAS: explainInvalidStart,
  BLOCK_IN_FLOW: NO_COMMA,
  MULTILINE_IMPLICIT_KEY: ({ pos }, text) =>
    isFirstOfLine(text, pos[0])
      ? explainMissingColon(text, pos[0])
      : // The parser names the value above, which this line seems to continue.
        { message: INDENTATION, offset: skipIndentation(text, findLineStart(text, pos[1])) },
  BLOCK_AS_IMPLICIT_KEY: ({ pos, message }, text) =>
    /sequence/.test(message)
      ? { message: INDENTATION, offset: skipIndentation(text, findLineStart(text, pos[0])) }
      : 'two keys on one line: put a value that contains a colon in quotes',
  MISSING_CHAR(error, text, quotes) {
    const { message, pos } = error;
    const [offset] = pos;
    if (/^Sequence item/.test(message))
      return { message: INDENTATION, offset: skipIndentation(text, offset) };
    if (/^Implicit map keys/.test(message)) return explainMissingColon(text, offset);
    if (/^Flow/.test(message)) return explainMissingBracket(message, text, offset);
    const quote = /quote$/.test(message) ? quotes.findLast((start) => start < offset) : undefined;
    return quote === undefined
      ? findMessage(error, text)
      : { message: 'the closing quote is missing', offset: quote };
  },
  UNEXPECTED_TOKEN: (error, text) =>
    findMessage(error, text) ?? (isFirstOfLine(text, error.pos[0]) ? INDENTATION : MORE_TEXT),
};

export function explainError(error: YAMLError, text: string, quotes: readonly number[]): YamlSyntaxError {
  const explanation = EXPLANATIONS[error.code];
  const explained = typeof explanation === 'function' ? explanation(error, text, quotes) : explanation;
  if (typeof explained === 'object') return explained;
  // Without an explanation, the advice that applies to most errors.
  const other = `not valid YAML (${truncate(error.message)}): check the indentation, and put values with special characters in quotes`;
  return { message: explained ?? other, offset: error.pos[0] };
}

function explainInvalidStart({ pos: [offset] }: YAMLError, text: string): string {
  return `a value cannot start with \`${text.charAt(offset)}\`: put it in quotes`;
}

const NO_COLON = 'expected `key: value`, found no colon followed by a space';

const SPECIAL_COLON =
  'expected `key: value`, found a colon or a space that is not an ordinary one, for example a non-breaking space: type it again';
/** A full-width colon, and a separator or an invisible character of Unicode after a colon, other than the ordinary space. */
const SPECIAL_COLON_OR_SPACE = /\uFF1A|(?<=:)(?! )[\p{Zs}\p{Cf}]/u;

function explainMissingColon(text: string, offset: number): YamlSyntaxError {
  const end = text.indexOf('\n', offset);
  const special = SPECIAL_COLON_OR_SPACE.exec(text.slice(offset, end < 0 ? text.length : end));
  return special ? { message: SPECIAL_COLON, offset: offset + special.index } : { message: NO_COLON, offset };
}

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

export function findLineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
}

function isFirstOfLine(text: string, offset: number): boolean {
  return text.slice(findLineStart(text, offset), offset).trim() === '';
}

function skipIndentation(text: string, offset: number): number {
  return offset + (/^[ \t]*/.exec(text.slice(offset))?.[0].length ?? 0);
}
