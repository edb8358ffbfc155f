import * as z from 'zod/mini';
import { formatDocumentPath, formatIssues } from './issues.ts';
import type { Problem } from './problem.ts';
import { UserError } from './problem.ts';
import type { Source } from './text/source.ts';

/**
 * The document as `schema` reads it.
 * @throws UserError with every problem at once, each at its file, line and column.
 */
export function validateDocument<T>(source: Source, schema: z.ZodMiniType<T>): T {
  const result = z.safeParse(schema, source.value);
  if (result.success) return result.data;
  throw new UserError(toProblems(source, schema, result.error));
}

/** The schema's complaints as problems of this document. */
function toProblems(source: Source, schema: z.ZodMiniType, error: z.core.$ZodError): Problem[] {
  return formatIssues(schema, error, source.value).map(({ path, message, isAboutKey }) => ({
    message,
    path: formatDocumentPath(path),
    place: source.place(path, isAboutKey ? 'key' : 'value'),
  }));
}
