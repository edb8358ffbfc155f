import type * as z from 'zod/mini';
import { formatPath } from '../../client/json/format-path.ts';
import { safeParse } from '../../client/model/safe-parse.ts';
import { DOCUMENT_KEYS } from '../document-kind.ts';
import { didYouMean } from '../format-value.ts';
import { getValueAt, type Path } from '../json.ts';
import { MAX_LISTED, type Problem, UserError } from '../problem.ts';
import type { Source } from '../text/source.ts';
import { formatZodIssue, MISSING_VALUE } from './format-issue.ts';
import { getKnownKeys, getSchemaMetadata } from './schema-walk.ts';

type ZodIssue = z.core.$ZodIssue;

/** A problem that the schema of a document reports. */
export interface SchemaProblem extends Problem {
  /** True when a required value is missing. */
  readonly isMissing: boolean;
}

/**
 * Maximum number of listed problems, because the time to locate one grows with the size of the document. If there are more,
 * one more problem reports that.
 */
const MAX_ISSUES = MAX_LISTED - 1;

/** A document that is validated. */
interface Subject {
  readonly schema: z.ZodMiniType;
  readonly source: Source;
  /** Path of the document in its file, for a record of a list. */
  readonly at: Path;
}

/**
 * Validates a document with a schema.
 * @param at path of the document in its file, for a record of a list.
 * @returns the parsed value, or all problems, each at its place.
 */
export function parseDocument<T>(
  schema: z.ZodMiniType<T>,
  source: Source,
  at: Path = [],
):
  | { readonly data: T; readonly problems?: undefined }
  | { readonly data?: undefined; readonly problems: readonly SchemaProblem[] } {
  const subject = { schema, source, at };
  const { data, error } = safeParse(schema, source.value);
  const problems = [...findUnknownRemovals(subject), ...(error ? findProblems(error, subject) : [])];
  // Without an error, there is a value.
  return problems.length > 0 ? { problems } : { data: data as T };
}

/** The problems of the document, in the order of its fields. */
function findProblems(error: z.core.$ZodError, subject: Subject): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const issue of removeFollowUpIssues(error.issues)) {
    problems.push(...toProblems(issue, [], subject));
    if (problems.length <= MAX_ISSUES) continue;
    const message = `has more problems than the ${MAX_ISSUES} that are listed`;
    return [...problems.slice(0, MAX_ISSUES), createProblem(message, [], subject)];
  }
  return problems;
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

function toProblems(issue: ZodIssue, parentPath: Path, subject: Subject): SchemaProblem[] {
  const { schema, source } = subject;
  const path = [...parentPath, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') {
    const fields = getKnownKeys(schema, path);
    return issue.keys.slice(0, MAX_ISSUES + 1).map((key) => {
      // Only the top level of a document has these keys. One of them that this schema does not allow is not misspelt.
      const canBeDocumentKey = path.length === 0 && !DOCUMENT_KEYS.includes(key);
      const hint = didYouMean(key, canBeDocumentKey ? [...fields, ...DOCUMENT_KEYS] : fields);
      const message = `is not a known field${hint || describeOwner(schema, path, key)}`;
      return createProblem(message, [...path, key], subject, { isAboutKey: true });
    });
  }
  if (issue.code === 'invalid_key') {
    const message = `the key ${issue.issues.map((inner) => inner.message).join('; ')}`;
    return [createProblem(message, path, subject, { isAboutKey: true })];
  }
  const nestedErrors = issue.code === 'invalid_union' ? findNestedErrors(issue) : undefined;
  if (nestedErrors) return nestedErrors.flatMap((inner) => toProblems(inner, path, subject));
  const found = getValueAt(source.value, path);
  const isMissing = found === undefined;
  const hasAmbiguousText = found === null || typeof found === 'number' || typeof found === 'boolean';
  const sourceText = hasAmbiguousText ? source.place(path).sourceText : undefined;
  const message = formatZodIssue(issue, found, sourceText, getSchemaMetadata(schema, path));
  const isObjectExpected = issue.code === 'invalid_type' && issue.expected === 'object';
  // The place of a missing value is that of the null which removed it, if there is one.
  const isEmptied = isMissing && source.place(path).sourceText !== undefined;
  const hint = !isMissing && isObjectExpected ? describeFields(schema, path) : '';
  return [createProblem(message + hint + (isEmptied ? MISSING_VALUE : ''), path, subject, { isMissing })];
}

function createProblem(
  message: string,
  path: Path,
  { source, at }: Subject,
  { isAboutKey = false, isMissing = false } = {},
): SchemaProblem {
  const place = source.place(path, isAboutKey ? 'key' : 'value');
  return { message, path: formatDocumentPath([...at, ...path]), place, isMissing };
}

/** More fields would make a message hard to read. */
const MAX_FIELDS = 5;

/** Names the fields of a small mapping, for another value in its place. */
function describeFields(schema: z.ZodMiniType, path: Path): string {
  const known = getKnownKeys(schema, path);
  return known.length > 0 && known.length <= MAX_FIELDS ? `. Its fields are ${known.join(', ')}` : '';
}

/**
 * The hint for a field with the wrong indentation: the only mapping that has a field with this name, among those one level
 * below and those around this one.
 */
function describeOwner(schema: z.ZodMiniType, path: Path, key: string): string {
  const below = getKnownKeys(schema, path).map((name) => [...path, name]);
  const around = path.map((_, depth) => path.slice(0, depth));
  const owners = [...below, ...around].filter((owner) => getKnownKeys(schema, owner).includes(key));
  const [owner = []] = owners;
  if (owners.length !== 1) return '';
  const name = owner.length === 0 ? 'the document' : formatPath(owner);
  return ` here. It is a field of ${name}: check the indentation`;
}

/** The errors of the only alternative of a union with errors below its root; undefined if there are none or several. */
function findNestedErrors(issue: Extract<ZodIssue, { code: 'invalid_union' }>): ZodIssue[] | undefined {
  const deep = issue.errors.filter((issues) => issues.some((inner) => inner.path.length > 0));
  return deep.length === 1 ? deep[0] : undefined;
}

/**
 * The problems of nulls that removed nothing, because neither the schema nor the document below has the key: it is probably
 * misspelt.
 */
function findUnknownRemovals(subject: Subject): SchemaProblem[] {
  const { schema, source } = subject;
  return (source.noOpRemovals ?? []).flatMap((path) => {
    const key = String(path.at(-1));
    const known = getKnownKeys(schema, path.slice(0, -1));
    if (known.length === 0 || known.includes(key) || (path.length === 1 && DOCUMENT_KEYS.includes(key)))
      return [];
    const message = `is not a known field${didYouMean(key, known)}`;
    return [createProblem(message, path, subject, { isAboutKey: true })];
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
  const { data, problems } = parseDocument(schema, source);
  if (problems) throw new UserError(problems);
  return data;
}
