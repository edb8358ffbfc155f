import type * as z from 'zod/mini';
import { safeParse } from '../client/model/safe-parse.ts';
import { findProblems } from './issues.ts';
import { UserError } from './problem.ts';
import type { Source } from './text/source.ts';

/**
 * The document as `schema` reads it.
 * @throws UserError with every problem at once, each at its file, line and column.
 */
export function validateDocument<T>(source: Source, schema: z.ZodMiniType<T>): T {
  const result = safeParse(schema, source.value);
  if (result.success) return result.data;
  throw new UserError(findProblems(schema, result.error, source));
}
