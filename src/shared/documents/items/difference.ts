import type * as z from 'zod/mini';
import { formatJson } from '../../client/json/format-json.ts';
import { formatPath } from '../../client/json/format-path.ts';
import { isMapping } from '../../client/mapping.ts';
import { truncate } from '../format-value.ts';
import { getChild, type Json, listKeys, type Path } from '../json.ts';
import { getSchemaMetadata } from '../validation/schema-walk.ts';

/** A field in which a document and the stored item differ. A value is `undefined` where the field is missing. */
export interface Change {
  readonly path: Path;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

export interface Comparison {
  /** The schema of the whole document. */
  readonly schema: z.core.$ZodType;
  /** True for fields to ignore: this project adds them. Default: none. */
  readonly isManaged?: (path: Path) => boolean;
}

/**
 * Finds the values of `desired` that differ from `stored`. Values that the server adds (nulls, empty lists, defaults of the
 * schema) are ignored.
 * @param path of the values in the document.
 */
export function findChanges(
  comparison: Comparison,
  stored: Json | undefined,
  desired: Json | undefined,
  path: Path = [],
): Change[] {
  const { schema, isManaged } = comparison;
  if (isManaged?.(path)) return [];
  const keys = [...new Set([...listKeys(stored), ...listKeys(desired)])];
  if (keys.length > 0 && (isMapping(stored) || isEmpty(stored)) && (isMapping(desired) || isEmpty(desired))) {
    return keys.flatMap((key) =>
      findChanges(comparison, getChild(stored, key), getChild(desired, key), [...path, key]),
    );
  }
  if (Array.isArray(stored) && Array.isArray(desired) && stored.length === desired.length) {
    return stored.flatMap((before, i) => findChanges(comparison, before, desired[i], [...path, i]));
  }
  return isSame(schema, stored, desired, path) ? [] : [{ path, before: stored, after: desired }];
}

function isSame(
  schema: z.core.$ZodType,
  stored: Json | undefined,
  desired: Json | undefined,
  path: Path,
): boolean {
  if (isEmpty(stored) && isEmpty(desired)) return true;
  // Mappings with keys are compared key by key, so that both are empty here.
  if (isMapping(stored) && isMapping(desired)) return true;
  const fallback = getSchemaMetadata(schema, path)['default'];
  const applyDefault = (json: Json | undefined): unknown => (isEmpty(json) ? (fallback ?? false) : json);
  return toStoredText(applyDefault(stored)) === toStoredText(applyDefault(desired));
}

/** The server removes whitespace around a URL, and stores the domain of an email address in lower case. */
function toStoredText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^\s*https?:\/\/\S+\s*$/i.test(value)) return value.trim();
  return /^[^\s@]+@[^\s@]+$/.test(value) ? value.replace(/@.*/, (domain) => domain.toLowerCase()) : value;
}

/** True for a missing value, null and an empty list. */
function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** `description: "old" → "new"`. */
export function formatChange(change: Change): string {
  return `${formatPath(change.path)}: ${formatSides(change).join(' → ')}`;
}

/** Characters of a long value that are shown before the first difference. */
const CONTEXT_LENGTH = 20;

/** The two values of a change. Long ones are truncated to a part with their first difference. */
export function formatSides({ before, after }: Omit<Change, 'path'>): [before: string, after: string] {
  const [first, second] = [formatSide(before), formatSide(after)];
  const isLong = truncate(first) !== first || truncate(second) !== second;
  const start = isLong ? countEqualCharacters(first, second) - CONTEXT_LENGTH : 0;
  return [truncateStart(first, start), truncateStart(second, start)];
}

function formatSide(value: Json | undefined): string {
  return value === undefined || value === null ? '(nothing)' : formatJson(value);
}

/** Truncates both ends. Half of a character outside the Basic Multilingual Plane is not valid text. */
function truncateStart(text: string, start: number): string {
  return start <= CONTEXT_LENGTH
    ? truncate(text)
    : `…${truncate(text.slice(start).replace(/^[\uDC00-\uDFFF]/, ''))}`;
}

function countEqualCharacters(first: string, second: string): number {
  let count = 0;
  while (count < first.length && first[count] === second[count]) count += 1;
  return count;
}
