import * as z from 'zod/mini';
import { complaints, pathName } from './issues.ts';
import type { Problem } from './problem.ts';
import { UserError } from './problem.ts';
import type { Source } from './source.ts';

/**
 * The document as `schema` reads it.
 * @throws UserError with every problem at once, each at its file, line and column.
 */
export function validate<T>(source: Source, schema: z.ZodMiniType<T>): T {
  const result = z.safeParse(schema, source.value);
  if (result.success) return result.data;
  throw new UserError(problemsOf(source, schema, result.error));
}

/** The schema's complaints as problems of this document. */
function problemsOf(source: Source, schema: z.ZodMiniType, error: z.core.$ZodError): Problem[] {
  return complaints(schema, error, source.value).map(({ path, message, aboutKey }) => ({
    message,
    path: pathName(path),
    place: source.place(path, aboutKey ? 'key' : 'value'),
  }));
}
