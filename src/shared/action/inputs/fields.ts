// The field types of inputs. Every input is text, and an empty one counts as missing. Each field converts the text to the
// value that `run` uses, or reports what was expected.

import { sep } from 'node:path';
import { tryParseJson } from '../../client/json/try-parse-json.ts';
import { isHandle, toHandle } from '../../client/model/parse-handle.ts';
import { didYouMean, formatValue } from '../../documents/format-value.ts';
import { missingInputMessage } from '../../documents/problem.ts';
import { expandHome, NO_HOME_REASON } from '../../files/safe-path.ts';
import type { Shard } from '../../transfer/shards.ts';
import type { Field, Parsed, Rule } from './input-schema.ts';
import { parseFlag } from './raw-input.ts';

/** Any text. */
export const text = createField('a value', (raw) => ({ value: raw }));

/** Path of a file or folder; `~` at its start is the home directory. */
export const path = createParsedField('a path', parsePath, suggestPath);

/** Path of a file to write. With a slash at its end, a file would be created where a folder is meant. */
export const filePath = createParsedField(
  'the path of a file',
  (raw) => (isFolderPath(raw) ? undefined : parsePath(raw)),
  (raw) => (isFolderPath(raw) ? '. Add the name of the file' : suggestPath(raw)),
);

function parsePath(raw: string): string | undefined {
  return raw.includes('\n') || isQuoted(raw) ? undefined : expandHome(raw);
}

function suggestPath(raw: string): string {
  if (raw.includes('\n')) return '. Set one path';
  if (isQuoted(raw)) return '. Remove the quotes, or write ./ before them if the name contains them';
  return expandHome(raw) === undefined ? `, but ${NO_HOME_REASON}` : '';
}

/** Whether a path can only be that of a folder: it ends in a slash. */
export function isFolderPath(text: string): boolean {
  return text.endsWith('/') || text.endsWith(sep);
}

/** Handle of an item, or a URL of it. */
export const handle = createParsedField('a handle such as 10378.1/1234567, or its URL', (raw) => {
  const id = toHandle(raw);
  // A list of handles, such as that of another output.
  return isHandle(id) && !/[[\]",]/.test(id) ? id : undefined;
});

/** Text that is masked before anything can log it. */
export const secret: Field<string> = { ...text, isSecret: true };

/** `true` or `false` in one of YAML 1.2's spellings, as @actions/core reads them. */
export const flag = createParsedField('true or false', parseFlag);

/** An integer within bounds. */
export function integer({ min, max = Number.MAX_SAFE_INTEGER }: { min: number; max?: number }) {
  const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return createParsedField(`an integer ${bounds}`, (raw) => {
    const value = /^[+-]?\d+$/.test(raw) ? Number(raw) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  });
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** A duration, in seconds: `90`, `90s`, `30m`, `6h`, `1h30m`. */
export const duration = createParsedField('a time such as 90s, 30m or 6h', (raw) => {
  if (/^\d+$/.test(raw)) return Number(raw);
  if (!/^(\d+[dhms])+$/.test(raw)) return undefined;
  return [...raw.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (UNIT_SECONDS[unit ?? ''] ?? 0),
    0,
  );
});

/** A part of the files, for example `2/8`: the second of eight parts. */
export const shard = createParsedField('a value such as 2/8, the second of eight parts', (raw) => {
  const [, index, count] = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(raw) ?? [];
  const value: Shard = { index: Number(index), count: Number(count) };
  return value.index >= 1 && value.index <= value.count ? value : undefined;
});

/** One of the given values. */
export function choice<const W extends readonly [string, ...string[]]>(values: W): Field<W[number]> {
  const formatted = values.join(', ');
  const expected = values.length === 1 ? formatted : `one of ${formatted}`;
  return createParsedField(
    expected,
    (raw) => values.find((allowed) => allowed === raw),
    (raw) => didYouMean(raw, values),
  );
}

/** Entries, one per line. Blank lines, lines that start with `#` and a lone `!`, which excludes nothing, do not count. */
export const lines = createField('text', (raw) => ({ value: parseLines(raw) }));

/** At least one entry of {@link lines}: a step whose paths are all comments would do nothing and succeed. */
export const nonEmptyLines = createParsedField('a line that does not start with #', (raw) => {
  const entries = parseLines(raw);
  return entries.length > 0 ? entries : undefined;
});

function parseLines(raw: string): string[] {
  return raw
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => !/^(?:[!\s]*$|#)/.test(line));
}

/**
 * Entries on lines, or separated by commas or spaces, or a JSON list as `toJSON` of an output gives it. Empty entries
 * do not count.
 */
export const list = createParsedField(
  'entries separated by line breaks, spaces or commas, or a JSON list of strings',
  parseList,
  (raw) => (/^- /.test(raw.trim()) ? '. Remove the dashes' : ''),
);

/** The entries of a string as {@link list} reads them; undefined for JSON of other values, and for quotes and dashes. */
export function parseList(raw: string): string[] | undefined {
  if (/^(?:["[]|null$)/.test(raw)) return parseEntries(tryParseJson(raw));
  const entries = raw.split(/[\s,]+/).filter((entry) => entry !== '');
  return [raw, ...entries].some((part) => part === '-' || isQuoted(part)) ? undefined : entries;
}

/**
 * The outputs of several jobs are a list with null for a job without the output; the output of each can be a list itself,
 * also as a string.
 */
function parseEntries(value: unknown): string[] | undefined {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const lists = value.map(parseEntries);
    return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text.startsWith('[')) return parseList(text);
  return text === '' ? [] : [text];
}

/** Any number of the given values, in the format of {@link list}. Separators without values are a mistake. */
export function choices<const W extends readonly string[]>(values: W): Field<W[number][]> {
  const isAllowed = (entry: string): entry is W[number] => values.includes(entry);
  return createField(`any of ${values.join(', ')}`, (raw) => {
    const entries = list.parse(raw);
    if ('problem' in entries) return entries;
    if (/^[\s,]*$/.test(raw))
      return {
        problem: `expected any of ${values.join(', ')}, found only separators: ${formatValue(raw)}. Remove the input if none applies`,
      };
    const invalid = entries.value.filter((entry) => !isAllowed(entry));
    const [first] = invalid;
    if (first === undefined) return { value: entries.value.filter(isAllowed) };
    const found = invalid.map((entry) => JSON.stringify(entry)).join(', ');
    return { problem: `expected any of ${values.join(', ')}, found ${found}${didYouMean(first, values)}` };
  });
}

/** An optional field; `undefined` when the input is not set. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return {
    ...field,
    isRequired: false,
    parse: (raw) => (raw === undefined ? { value: undefined } : field.parse(raw)),
  };
}

/**
 * An optional field; `raw` is parsed when the input is not set. action.yml has the same default.
 * @throws Error if the field does not accept `raw`.
 */
export function withDefault<T>(field: Field<T>, raw: string): Field<T> {
  const parsedDefault = field.parse(raw);
  if ('problem' in parsedDefault) throw new Error(`the default ${raw} is invalid: ${parsedDefault.problem}`);
  return {
    ...field,
    isRequired: false,
    defaultText: raw,
    parse: (text) => (text === undefined ? parsedDefault : field.parse(text)),
  };
}

type AnyInputs = Readonly<Record<string, unknown>>;

/** A rule for two inputs: at least one of them must be set. `subject` names their meaning in the message. */
export function requireAtLeastOne(subject: string, one: string, other: string): Rule<AnyInputs> {
  return {
    isMet: (inputs) => inputs[one] !== undefined || inputs[other] !== undefined,
    message: missingInputMessage(subject, one, other),
  };
}

/** A rule for two inputs: the flag `one` requires `other`. */
export function requireWith(one: string, other: string): Rule<AnyInputs> {
  return {
    isMet: (inputs) => inputs[one] !== true || inputs[other] !== undefined,
    message: `input ${one} has no effect without input ${other}. Set ${other}, or remove ${one}`,
  };
}

/**
 * Creates a field from a parser that returns `undefined` for invalid text.
 * @param suggest returns the remedy for invalid text, for the end of the message.
 */
export function createParsedField<T>(
  expected: string,
  parse: (raw: string) => T | undefined,
  suggest: (raw: string) => string = () => '',
): Field<T> {
  return createField(expected, (raw) => {
    const value = parse(raw);
    if (value !== undefined) return { value };
    const remedy = suggest(raw) || (isQuoted(raw) ? '. Remove the quotes' : '');
    return { problem: `expected ${expected}, found ${formatValue(raw)}${remedy}` };
  });
}

/** Quotation marks in a block scalar, or of an env file, are a part of the value. */
function isQuoted(raw: string): boolean {
  return /^\s*(["']).*\1\s*$/s.test(raw);
}

/** Creates a field. @param expected the description of valid values, for the message about a missing input. */
function createField<T>(expected: string, parse: (raw: string) => Parsed<T>): Field<T> {
  return {
    isRequired: true,
    isSecret: false,
    // The runner passes an expression without a value, such as a variable that is not set, as an empty input.
    parse: (raw) =>
      raw === undefined
        ? {
            problem: `is required: expected ${expected}. Set the input. If it is an expression, it evaluates to an empty string`,
          }
        : parse(raw),
  };
}
