import type * as z from 'zod/mini';
import type { Issue } from '../errors.ts';

/** The issues of a validation error: one for each field, with its path. @param value the validated value. */
export function toIssues(error: z.core.$ZodError, value: unknown): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    if (issue.code !== 'unrecognized_keys') {
      return [{ path, message: formatZodIssue(issue, getValueAt(value, path)), code: issue.code }];
    }
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: 'is not a known field',
      code: issue.code,
    }));
  });
}

function getValueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
}

/** Formats an issue for programs: the found value is named by its type only, because it may be large or secret. */
function formatZodIssue(issue: z.core.$ZodIssue, found: unknown): string {
  if (hasCustomMessage(issue)) return issue.message;
  const expected = `expected ${formatExpectation(issue)}`;
  return issue.code === 'invalid_type' ? `${expected}, found ${formatType(found)}` : expected;
}

/** True if the schema has a message of its own: zod/mini has no other messages. */
export function hasCustomMessage(issue: z.core.$ZodIssue): boolean {
  return issue.message !== '' && issue.message !== 'Invalid input';
}

/** What a schema expects at a place, for example `at least 2 characters`. */
export function formatExpectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1
        ? formatLiteral(issue.values[0])
        : `one of ${issue.values.map(formatLiteral).join(', ')}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? (issue.pattern ? `a string matching ${issue.pattern}` : issue.format);
    case 'too_small':
      return formatBound(issue, issue.minimum, 'at least');
    case 'too_big':
      return formatBound(issue, issue.maximum, 'at most');
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap((issues) => issues.map(formatExpectation)))].join(' or ');
    default:
      return hasCustomMessage(issue) ? issue.message : `a valid value (${issue.code})`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  url: 'a URL',
  email: 'an email address',
  date: 'a date (YYYY-MM-DD)',
  datetime: 'an ISO 8601 date and time',
  uuid: 'a UUID',
};

/** Singular and plural. */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  object: ['entry', 'entries'],
};

function formatBound(
  issue: { origin: string; inclusive?: boolean | undefined },
  limit: number | bigint,
  comparison: string,
): string {
  if (issue.origin === 'string' && limit === 1) return 'a non-empty string';
  const exclusive =
    issue.inclusive === false ? (comparison === 'at least' ? 'more than' : 'less than') : comparison;
  const unit = UNITS[issue.origin]?.[Number(limit) === 1 ? 0 : 1];
  return unit === undefined ? `${exclusive} ${limit}` : `${exclusive} ${limit} ${unit}`;
}

function formatLiteral(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function formatType(value: unknown): string {
  if (value === undefined) return 'nothing';
  // JSON has numbers that JavaScript has not, such as 1e400.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return TYPES[type] ?? type;
}
