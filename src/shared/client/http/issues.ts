import type * as z from 'zod/mini';
import type { Issue } from './errors.ts';

/** Validates `value` with a schema and returns the issues: one per field, with its path and the value found. */
export function toIssues(error: z.core.$ZodError, value: unknown): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    if (issue.code !== 'unrecognized_keys') {
      return [{ path, message: formatZodIssue(issue, valueAt(value, path)), code: issue.code }];
    }
    return issue.keys.map((key) => ({ path: [...path, key], message: 'no such field', code: issue.code }));
  });
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
}

/** zod/mini has no default messages: this is the message if a schema gives none. */
function formatZodIssue(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.message !== '' && issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}, found ${typeName(found)}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return `expected ${issue.format}`;
    default:
      return `does not fit (${issue.code})`;
  }
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

function typeName(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}
