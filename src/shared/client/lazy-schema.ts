import type * as z from 'zod/mini';

/** What a schema of {@link lazySchema} describes. */
export type Infer<Schema extends () => z.core.$ZodType> = z.infer<ReturnType<Schema>>;

/**
 * Builds a schema on first use. A step loads the schemas of all responses and uses a few of them; building the others
 * would take longer than the rest of its start.
 */
export function lazySchema<Schema>(build: () => Schema): () => Schema {
  let created: { readonly schema: Schema } | undefined;
  return () => {
    created ??= { schema: build() };
    return created.schema;
  };
}
