import { distance } from 'fastest-levenshtein';
import type * as z from 'zod/mini';
import type { Json } from './json.ts';

type ZodIssue = z.core.$ZodIssue;

/**
 * Formats a validation error: what was expected and what was found.
 * @param written the text of a value that is not a text.
 */
export function formatIssue(issue: ZodIssue, found: Json | undefined, written?: string): string {
  if (issue.code === 'custom') return issue.message;
  const shown = !written
    ? formatValue(found)
    : expectsText(issue)
      ? formatUnquoted(written)
      : truncate(written);
  if (hasCustomMessage(issue))
    return found === undefined ? `is required: ${issue.message}` : `${issue.message}; found ${shown}`;
  if (found === undefined) return `is required: expected ${formatExpectation(issue)}`;
  const near =
    issue.code === 'invalid_value' && typeof found === 'string'
      ? didYouMean(found, issue.values.map(String))
      : '';
  if (found === null && !written)
    return `expected ${formatExpectation(issue)}, found nothing: is what should fill it in empty?`;
  return `expected ${formatExpectation(issue)}, found ${shown}${near}`;
}

/** Formats a number, boolean or null that was found instead of text, with the remedy. */
export function formatUnquoted(written: string): string {
  return `${truncate(written)}: put it in quotes, "${truncate(written)}"`;
}

/** True when the value has another type than text. */
function expectsText(issue: ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.expected === 'string';
}

/** zod's message for rules without a message of their own. */
function hasCustomMessage(issue: ZodIssue): boolean {
  return issue.message !== '' && issue.message !== 'Invalid input';
}

function formatExpectation(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1
        ? formatValue(issue.values[0])
        : `one of ${issue.values.map(formatValue).join(', ')}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? (issue.pattern ? `text matching ${issue.pattern}` : issue.format);
    case 'too_small':
      return formatBound(issue, issue.minimum, 'at least');
    case 'too_big':
      return formatBound(issue, issue.maximum, 'at most');
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap((issues) => issues.map(formatExpectation)))].join(' or ');
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  url: 'a URL',
  email: 'an e-mail address',
  date: 'a date (YYYY-MM-DD)',
  datetime: 'an ISO 8601 date and time',
  uuid: 'a UUID',
};

const UNITS: Readonly<Record<string, string>> = {
  string: ' characters',
  array: ' entries',
  set: ' entries',
  object: ' entries',
};

function formatBound(
  issue: { origin: string; inclusive?: boolean | undefined },
  limit: number | bigint,
  words: string,
): string {
  if (issue.origin === 'string' && limit === 1) return 'text that is not empty';
  const exclusive = issue.inclusive === false ? (words === 'at least' ? 'more than' : 'less than') : words;
  return `${exclusive} ${limit}${UNITS[issue.origin] ?? ''}`;
}

/** ` Did you mean …?` when one of the known names is a slip of the pen away; nothing otherwise. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = known
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, edits }) =>
        edits <= Math.max(2, Math.floor(candidate.length / 3)) || candidate.startsWith(name),
    )
    .sort((a, b) => a.edits - b.edits)[0];
  return nearest ? `. Did you mean ${formatValue(nearest.candidate)}?` : '';
}

const MAX_VALUE_LENGTH = 60;

/** A value as messages show it: JSON, cut to a line. */
export function formatValue(value: unknown): string {
  return truncate(JSON.stringify(value) ?? String(value));
}

function truncate(text: string): string {
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}
