import type * as z from 'zod/mini';
import { formatPath, type Json, type Path, valueAt } from './json.ts';
import { knownKeys } from './schema-walk.ts';
import { describe, didYouMean } from './wording.ts';

type Issue = z.core.$ZodIssue;

/** A schema's complaint in plain words, with the steps to the value that it is about. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
  /** True when the complaint is about the key and not its value. */
  readonly aboutKey: boolean;
  /** True when there is nothing at that place. */
  readonly isMissing: boolean;
}

/** What a schema found wrong with `value`: every complaint, in the order of the document's fields. */
export function complaints(
  schema: z.ZodMiniType,
  error: z.core.$ZodError,
  value: Json | undefined,
): Complaint[] {
  return withoutEchoes(error.issues).flatMap((issue) => complaintsOf(schema, issue, value, []));
}

/** Of a value of the wrong type nothing else is worth telling: a text is no list, whatever its length. */
function withoutEchoes(issues: readonly Issue[]): Issue[] {
  const wrong = new Set(issues.filter(({ code }) => code === 'invalid_type').map(placeOf));
  return issues.filter((issue) => issue.code === 'invalid_type' || !wrong.has(placeOf(issue)));
}

function placeOf({ path }: Issue): string {
  return JSON.stringify(path.map(String));
}

function complaintsOf(schema: z.ZodMiniType, issue: Issue, root: Json | undefined, above: Path): Complaint[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      aboutKey: true,
      isMissing: false,
      message: `is not a known field${didYouMean(key, known)}`,
    }));
  }
  const closest = issue.code === 'invalid_union' ? closestAlternative(issue) : undefined;
  if (closest) return closest.flatMap((inner) => complaintsOf(schema, inner, root, path));
  const found = root === undefined ? undefined : valueAt(root, path);
  return [{ path, aboutKey: false, isMissing: found === undefined, message: describe(issue, found) }];
}

/** Of a union's alternatives the one that got furthest into the value: its complaints are what the person meant. */
function closestAlternative(issue: Extract<Issue, { code: 'invalid_union' }>): Issue[] | undefined {
  const deep = issue.errors.filter((issues) => issues.some((inner) => inner.path.length > 0));
  return deep.length === 1 ? deep[0] : undefined;
}

/** `dataset_info.license`, for messages; the document itself is `(document)`. */
export function pathName(path: Path): string {
  return formatPath(path) || '(document)';
}
