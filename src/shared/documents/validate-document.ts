import type * as z from 'zod/mini';
import { formatPath } from '../client/json/format-path.ts';
import { safeParse } from '../client/model/safe-parse.ts';
import { DOCUMENT_KEYS, isDocumentKey } from './document-kind.ts';
import { formatZodIssue, MISSING_VALUE } from './format-issue.ts';
import { didYouMean } from './format-value.ts';
import { getValueAt, type Json, type Path } from './json.ts';
import { MAX_LISTED, type Problem, UserError } from './problem.ts';
import { getKnownKeys, getSchemaMetadata } from './schema-walk.ts';
import type { Source } from './text/source.ts';

type ZodIssue = z.core.$ZodIssue;

/** A validation error with the path of its value. */
interface DocumentIssue {
  readonly path: Path;
  readonly message: string;
  /** True when the error is about the key and not its value. */
  readonly isAboutKey: boolean;
  /** True when the value is missing. */
  readonly isMissing: boolean;
}

/** Maximum number of listed issues: the time to locate one grows with the size of the document. One more states it. */
const MAX_ISSUES = MAX_LISTED - 1;

/** Formats the validation errors of `value`, in the order of the document's fields. */
function formatIssues(
  schema: z.ZodMiniType,
  error: z.core.$ZodError,
  value: Json | undefined,
  getSourceText?: GetSourceText,
): DocumentIssue[] {
  const root = { schema, value, getSourceText };
  const all = removeFollowUpIssues(error.issues);
  const issues = all.slice(0, MAX_ISSUES).flatMap((issue) => toIssues(root, issue, []));
  if (Math.max(all.length, issues.length) <= MAX_ISSUES) return issues;
  const message = `has more problems than the ${MAX_ISSUES} that are listed`;
  return [...issues.slice(0, MAX_ISSUES), { path: [], message, isAboutKey: false, isMissing: false }];
}

/**
 * The problems of a document that a schema reports, each at its place.
 * @param at path of the document in its file, for a record of a list.
 */
export function findProblems(
  schema: z.ZodMiniType,
  error: z.core.$ZodError,
  source: Source,
  at: Path = [],
): (Problem & Pick<DocumentIssue, 'isMissing'>)[] {
  const emptied = new Set(source.noOpRemovals?.map(formatDocumentPath));
  return formatIssues(schema, error, source.value, (path) => source.place(path).sourceText).map(
    ({ path, message, isAboutKey, isMissing }) => ({
      message: isMissing && emptied.has(formatDocumentPath(path)) ? message + MISSING_VALUE : message,
      path: formatDocumentPath([...at, ...path]),
      place: source.place(path, isAboutKey ? 'key' : 'value'),
      isMissing,
    }),
  );
}

/** Removes further errors of values that have the wrong type: they are consequences. */
function removeFollowUpIssues(issues: readonly ZodIssue[]): ZodIssue[] {
  const wrongTypePaths = new Set(issues.filter(({ code }) => code === 'invalid_type').map(createPathKey));
  return issues.filter((issue) => issue.code === 'invalid_type' || !wrongTypePaths.has(createPathKey(issue)));
}

/** A path that may contain symbols, as one string to compare. */
function createPathKey({ path }: ZodIssue): string {
  return JSON.stringify(path.map(String));
}

/** The text of a number, boolean or null in a document, as it was written. */
type GetSourceText = (path: Path) => string | undefined;

interface Root {
  readonly schema: z.ZodMiniType;
  readonly value: Json | undefined;
  readonly getSourceText: GetSourceText | undefined;
}

function toIssues(root: Root, issue: ZodIssue, above: Path): DocumentIssue[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') {
    const fields = getKnownKeys(root.schema, path);
    // A key of documents that is unknown here is not a misspelt one.
    const suggest = (key: string) =>
      didYouMean(key, path.length > 0 || isDocumentKey(key) ? fields : [...fields, ...DOCUMENT_KEYS]);
    return issue.keys.slice(0, MAX_ISSUES + 1).map((key) => ({
      path: [...path, key],
      isAboutKey: true,
      isMissing: false,
      message: `is not a known field${suggest(key) || describeOwner(root.schema, path, key)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const message = `the key ${issue.issues.map((inner) => inner.message).join('; ')}`;
    return [{ path, isAboutKey: true, isMissing: false, message }];
  }
  const nestedErrors = issue.code === 'invalid_union' ? findNestedErrors(issue) : undefined;
  if (nestedErrors) return nestedErrors.flatMap((inner) => toIssues(root, inner, path));
  const found = root.value === undefined ? undefined : getValueAt(root.value, path);
  const hasAmbiguousText = found === null || typeof found === 'number' || typeof found === 'boolean';
  const sourceText = hasAmbiguousText ? root.getSourceText?.(path) : undefined;
  const message = formatZodIssue(issue, found, sourceText, getSchemaMetadata(root.schema, path));
  const isObjectExpected = issue.code === 'invalid_type' && issue.expected === 'object';
  const hint = found !== undefined && isObjectExpected ? describeFields(root.schema, path) : '';
  return [{ path, isAboutKey: false, isMissing: found === undefined, message: message + hint }];
}

/** More fields would make a message hard to read. */
const MAX_FIELDS = 5;

/** Names the fields of a small mapping, for another value in its place. */
function describeFields(schema: z.ZodMiniType, path: Path): string {
  const known = getKnownKeys(schema, path);
  return known.length > 0 && known.length <= MAX_FIELDS ? `. Its fields are ${known.join(', ')}` : '';
}

/** The mapping one level below that has a field with this name: the field is not indented far enough. */
function describeOwner(schema: z.ZodMiniType, path: Path, key: string): string {
  const owners = getKnownKeys(schema, path).filter((name) =>
    getKnownKeys(schema, [...path, name]).includes(key),
  );
  return owners.length === 1 ? ` here. It is a field of ${owners[0]}: check the indentation` : '';
}

/** The errors of the only alternative of a union with errors below its root; undefined if there are none or several. */
function findNestedErrors(issue: Extract<ZodIssue, { code: 'invalid_union' }>): ZodIssue[] | undefined {
  const deep = issue.errors.filter((issues) => issues.some((inner) => inner.path.length > 0));
  return deep.length === 1 ? deep[0] : undefined;
}

/**
 * The problems of nulls that removed nothing, because neither the schema nor the document below has the key: it is probably
 * misspelt.
 * @param at path of the document in its file, for a record of a list.
 */
export function findUnknownRemovals(
  schema: z.ZodMiniType,
  { noOpRemovals = [], place }: Pick<Source, 'noOpRemovals' | 'place'>,
  at: Path = [],
): (Problem & Pick<DocumentIssue, 'isMissing'>)[] {
  return noOpRemovals.flatMap((path) => {
    const key = String(path.at(-1));
    const known = getKnownKeys(schema, path.slice(0, -1));
    if (known.length === 0 || known.includes(key) || (path.length === 1 && isDocumentKey(key))) return [];
    const message = `is not a known field${didYouMean(key, known)}`;
    const name = formatDocumentPath([...at, ...path]);
    return [{ message, path: name, place: place(path, 'key'), isMissing: false }];
  });
}

/** `dataset_info.license`, for messages; the document itself is `(document)`. */
export function formatDocumentPath(path: Path): string {
  return formatPath(path) || '(document)';
}

/**
 * Validates a document with a schema. @returns the parsed value.
 * @throws UserError with all problems, each with file, line and column.
 */
export function validateDocument<T>(source: Source, schema: z.ZodMiniType<T>): T {
  const result = safeParse(schema, source.value);
  const removals = findUnknownRemovals(schema, source);
  if (result.success && removals.length === 0) return result.data;
  throw new UserError([...removals, ...(result.success ? [] : findProblems(schema, result.error, source))]);
}
