import * as z from 'zod/mini';
import { InvalidError } from '../http/errors.ts';
import { toIssues } from '../http/issues.ts';

/**
 * A document, if it has the form that the schema says; nothing is sent.
 * @throws InvalidError with everything that is wrong, each at its path.
 */
export function check<T>(schema: z.ZodMiniType<T>, document: unknown): T {
  const result = z.safeParse(schema, document);
  if (result.success) return result.data;
  throw new InvalidError('the document cannot be sent like this', {
    issues: toIssues(result.error, document),
  });
}
