import type * as z from 'zod/mini';
import { formatExpectation, hasCustomMessage } from '../../client/http/issues.ts';
import { isMapping } from '../../client/mapping.ts';
import { didYouMean, formatValue, suggestToJson, truncate } from '../format-value.ts';
import type { Json } from '../json.ts';
import { suggestDate } from './dates.ts';
import { suggestHandle, suggestList, suggestUrl } from './suggestions.ts';

type ZodIssue = z.core.$ZodIssue;
type Metadata = Readonly<Record<string, unknown>>;

/**
 * Formats a validation error: what was expected and what was found.
 * @param sourceText the text of a value that is not a string.
 * @param metadata of the schema of the value.
 */
export function formatZodIssue(
  issue: ZodIssue,
  found: Json | undefined,
  sourceText?: string,
  metadata: Metadata = {},
): string {
  if (issue.code === 'custom' && !isExpectation(issue.message)) return issue.message;
  const isCustom = hasCustomMessage(issue);
  const expectation = isCustom ? issue.message : `expected ${formatExpectation(issue)}`;
  if (found === undefined) return `is required: ${expectation}`;
  const written = sourceText ? truncate(sourceText) : formatValue(found);
  if (isCustom) return `${expectation}; found ${written}${suggestValue(issue, found, sourceText, metadata)}`;
  if (sourceText && issue.code === 'invalid_type' && issue.expected === 'string')
    return `${expectation}, found ${formatUnquoted(sourceText, found)}`;
  return `${expectation}, found ${written}${suggestCorrection(issue, found, sourceText)}`;
}

/** The remedy for a value that a rule of zod rejects. */
function suggestCorrection(issue: ZodIssue, found: Json, sourceText: string | undefined): string {
  if (found === null && !sourceText) return MISSING_VALUE;
  const isChoice = issue.code === 'invalid_value' && typeof found === 'string';
  return isChoice ? didYouMean(found, issue.values.map(String)) : suggestType(issue, found);
}

/** The remedy for a key of YAML without a value. */
export const MISSING_VALUE =
  '. Check that the expression or value for this field is not empty. A value that starts with # or & needs quotes';

/** True for a message of a rule that states the expectation, but not the value that was found. */
function isExpectation(message: string): boolean {
  return message.startsWith('expected ') && !message.includes('; found ');
}

/** The remedy for a value of another type. */
function suggestType(issue: ZodIssue, found: Json): string {
  if (issue.code !== 'invalid_type') return '';
  const text = typeof found === 'string' ? found : '';
  if (issue.expected === 'array') return suggestToJson(text) || suggestList(found);
  if (issue.expected === 'object' || issue.expected === 'record') {
    const isListOfMappings = Array.isArray(found) && isMapping(found[0]);
    return isListOfMappings ? '. Remove the dash or the brackets' : suggestToJson(text);
  }
  if (UNQUOTED[issue.expected]?.test(text)) return '. Remove the quotes';
  return issue.expected === 'boolean' ? suggestBoolean(text) : '';
}

/** The remedy for the booleans of YAML 1.1, which are strings in YAML 1.2. */
function suggestBoolean(text: string): string {
  if (/^(?:y|yes|on)$/i.test(text)) return '. Write true';
  return /^(?:n|no|off)$/i.test(text) ? '. Write false' : '';
}

/** The values without quotes, by their type. */
const UNQUOTED: Readonly<Record<string, RegExp>> = {
  boolean: /^(?:true|false)$/,
  int: /^-?\d+$/,
  number: /^-?\d+(?:\.\d+)?$/,
};

/** The remedy for an empty value, and for a URL, a handle and a date in another format. */
function suggestValue(
  issue: ZodIssue,
  found: Json,
  sourceText: string | undefined,
  { examples, handleOf }: Metadata,
): string {
  if (found === null && !sourceText) return MISSING_VALUE;
  if (found === '') return '. If it is an expression, it evaluates to an empty string';
  if (issue.message.endsWith('http or https URL') && typeof found === 'string')
    return suggestUrl(found, examples);
  if (handleOf !== undefined) return suggestHandle(found, handleOf);
  const hasDateFormat = issue.code === 'invalid_format' && issue.format === 'date';
  const isDate = hasDateFormat || issue.message.startsWith('expected a date');
  const date = isDate ? suggestDate(String(found)) : undefined;
  return date === undefined ? '' : `. Write ${date}`;
}

/** Formats a number, boolean or null that was found instead of text, with the remedy. Null is rarely meant as a string. */
export function formatUnquoted(sourceText: string, found?: unknown): string {
  const written = truncate(sourceText);
  return found === null
    ? `${written}: write a value. If it is the string "${written}", put it in quotes`
    : `${written}: put it in quotes, "${written}"`;
}
