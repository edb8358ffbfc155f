import { distance } from 'fastest-levenshtein';
import type * as z from 'zod/mini';
import { formatExpectation, hasCustomMessage } from '../client/http/issues.ts';
import type { Json } from './json.ts';

type ZodIssue = z.core.$ZodIssue;

/**
 * Formats a validation error: what was expected and what was found.
 * @param sourceText the text of a value that is not a string.
 */
export function formatIssue(issue: ZodIssue, found: Json | undefined, sourceText?: string): string {
  if (issue.code === 'custom') return issue.message;
  const foundText = !sourceText
    ? formatValue(found)
    : expectsText(issue)
      ? formatUnquoted(sourceText, found)
      : truncate(sourceText);
  if (hasCustomMessage(issue))
    return found === undefined
      ? `is required: ${issue.message}`
      : `${issue.message}; found ${foundText}${found === '' ? '. If it is an expression, its value is empty' : ''}`;
  if (found === undefined) return `is required: expected ${formatExpectation(issue)}`;
  const suggestion =
    issue.code === 'invalid_value' && typeof found === 'string'
      ? didYouMean(found, issue.values.map(String))
      : '';
  if (found === null && !sourceText)
    return `expected ${formatExpectation(issue)}, found null. Check that the expression or value for this field is not empty`;
  return `expected ${formatExpectation(issue)}, found ${foundText}${suggestion}`;
}

/** Formats a number, boolean or null that was found instead of text, with the remedy. Null is rarely meant as a string. */
export function formatUnquoted(sourceText: string, found?: unknown): string {
  const written = truncate(sourceText);
  return found === null
    ? `${written}: write a value. If it is the string "${written}", put it in quotes`
    : `${written}: put it in quotes, "${written}"`;
}

/** True when the value has another type than text. */
function expectsText(issue: ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.expected === 'string';
}

/** ` Did you mean …?` if one of the known names is similar; empty otherwise. */
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

/** Formats a value for messages: JSON, truncated to 60 characters. */
export function formatValue(value: unknown): string {
  return truncate(JSON.stringify(value) ?? String(value));
}

function truncate(text: string): string {
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}
