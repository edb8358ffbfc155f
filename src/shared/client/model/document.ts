import * as z from 'zod/mini';
import { InvalidError } from '../errors.ts';
import { toIssues } from '../http/issues.ts';
import { lazy } from '../lazy-schema.ts';
import { safeParse } from './safe-parse.ts';

type OutputOf<Shape extends z.core.$ZodShape> = z.core.$InferObjectOutput<Shape, Record<never, never>>;

/**
 * Schema of a document that people write: only these fields, and the rules between them. Its fields are built on
 * first use, because a step loads the documents of all kinds and reads one.
 */
export function document<Shape extends z.core.$ZodShape>(
  fields: () => Shape,
  ...rules: z.core.$ZodCheck<OutputOf<Shape>>[]
): z.ZodMiniObject<Shape, z.core.$strict> {
  const getShape = lazy(fields);
  const schema = new z.ZodMiniObject({
    type: 'object',
    get shape() {
      return getShape();
    },
    catchall: z.never(),
    checks: rules,
  });
  // The constructor types every object alike; its argument is a Shape.
  return schema as z.ZodMiniObject<Shape, z.core.$strict>;
}

/** Schema of a part of a document, with the rules between its fields. */
export function section<Shape extends z.core.$ZodShape>(
  description: string,
  fields: Shape,
  ...rules: z.core.$ZodCheck<OutputOf<Shape>>[]
): z.ZodMiniObject<Shape, z.core.$strict> {
  return z.strictObject(fields).check(...rules, z.meta({ description }));
}

/** Schema of a list in a document. */
export function list<Entry extends z.core.$ZodType>(
  description: string,
  entry: Entry,
): z.ZodMiniArray<Entry> {
  return z.array(entry).check(z.meta({ description }));
}

/**
 * Returns a document if it matches the schema; sends nothing.
 * @throws InvalidError with all issues, each with its path.
 */
export function check<T>(schema: z.ZodMiniType<T>, document: unknown): T {
  const result = safeParse(schema, document);
  if (result.success) return result.data;
  throw new InvalidError('the document is invalid. The request was not sent', {
    issues: toIssues(result.error, document),
  });
}
