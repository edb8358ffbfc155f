import type * as z from 'zod/mini';
import { formatPath, getValueAt, type Json, type Path } from './json.ts';
import { didYouMean, formatIssue } from './messages.ts';
import { getKnownKeys } from './schema-walk.ts';

type ZodIssue = z.core.$ZodIssue;

/** A schema's complaint in plain words, with the steps to the value that it is about. */
export interface Issue {
  readonly path: Path;
  readonly message: string;
  /** True when the complaint is about the key and not its value. */
  readonly isAboutKey: boolean;
  /** True when there is nothing at that place. */
  readonly isMissing: boolean;
}

/** What a schema found wrong with `value`: every complaint, in the order of the document's fields. */
export function formatIssues(
  schema: z.ZodMiniType,
  error: z.core.$ZodError,
  value: Json | undefined,
): Issue[] {
  return removeFollowUpIssues(error.issues).flatMap((issue) => toIssues(schema, issue, value, []));
}

/** Of a value of the wrong type nothing else is worth telling: a text is no list, whatever its length. */
function removeFollowUpIssues(issues: readonly ZodIssue[]): ZodIssue[] {
  const wrong = new Set(issues.filter(({ code }) => code === 'invalid_type').map(formatIssuePath));
  return issues.filter((issue) => issue.code === 'invalid_type' || !wrong.has(formatIssuePath(issue)));
}

function formatIssuePath({ path }: ZodIssue): string {
  return JSON.stringify(path.map(String));
}

function toIssues(schema: z.ZodMiniType, issue: ZodIssue, root: Json | undefined, above: Path): Issue[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') {
    const known = getKnownKeys(schema, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      isAboutKey: true,
      isMissing: false,
      message: `is not a known field${didYouMean(key, known)}`,
    }));
  }
  const closest = issue.code === 'invalid_union' ? findClosestAlternative(issue) : undefined;
  if (closest) return closest.flatMap((inner) => toIssues(schema, inner, root, path));
  const found = root === undefined ? undefined : getValueAt(root, path);
  return [{ path, isAboutKey: false, isMissing: found === undefined, message: formatIssue(issue, found) }];
}

/** Of a union's alternatives the one that got furthest into the value: its complaints are what the person meant. */
function findClosestAlternative(issue: Extract<ZodIssue, { code: 'invalid_union' }>): ZodIssue[] | undefined {
  const deep = issue.errors.filter((issues) => issues.some((inner) => inner.path.length > 0));
  return deep.length === 1 ? deep[0] : undefined;
}

/** `dataset_info.license`, for messages; the document itself is `(document)`. */
export function formatDocumentPath(path: Path): string {
  return formatPath(path) || '(document)';
}
