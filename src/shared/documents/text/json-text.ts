import type { Json } from '../json.ts';
import { findSyntaxProblems } from './json-errors.ts';
import { JsonLocator } from './json-locator.ts';
import { callParser, DocumentSyntaxError, type ParsedText, type ToPlace } from './parsed-text.ts';

/**
 * Reads one JSON document. Values come from the engine's parser, so that many thousand records are read
 * quickly; the locator of lines is created only for the first problem.
 * @throws DocumentSyntaxError for syntax errors and for duplicate keys, which JSON.parse would drop silently.
 */
export function parseJson(text: string, toPlace: ToPlace): ParsedText {
  const value = callParser(toPlace, () => parseIfValid(text) ?? parseWithChecks(text, toPlace));
  let locator: JsonLocator | undefined;
  return {
    value,
    place(path, part = 'value') {
      locator ??= new JsonLocator(text);
      return toPlace(locator.locate(path, part));
    },
  };
}

/** Returns the value of a string that has no problem; undefined if only the complete check can decide. */
function parseIfValid(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return countKeys(value) === countKeyTokens(text) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseWithChecks(text: string, toPlace: ToPlace): Json {
  const problems = findSyntaxProblems(text, toPlace);
  if (problems.length > 0) throw new DocumentSyntaxError(problems);
  return JSON.parse(text);
}

/** The number of keys in all mappings of a value; NaN if it contains a number that JSON cannot represent. */
function countKeys(value: Json): number {
  let count = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'number' && !Number.isFinite(next)) return Number.NaN;
    if (typeof next !== 'object' || next === null) continue;
    const children = Object.values(next);
    if (!Array.isArray(next)) count += children.length;
    for (const child of children) if (typeof child !== 'string') open.push(child);
  }
  return count;
}

/**
 * The number of keys of a valid text, counted with duplicates. Text in values can add to it, so that a number equal to the
 * number of keys of the value proves that no key is duplicate.
 */
function countKeyTokens(text: string): number {
  return text.match(/"\s*:/g)?.length ?? 0;
}
