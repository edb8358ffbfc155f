import type * as z from 'zod/mini';

/** What a schema of {@link lazySchema} describes. */
export type Infer<Schema extends () => z.core.$ZodType> = z.infer<ReturnType<Schema>>;

/**
 * Builds a schema when it is first needed. A step loads the forms of all that Provena answers and meets a handful of
 * them; building the others would take longer than the rest of its start.
 */
export function lazySchema<Schema>(build: () => Schema): () => Schema {
  let built: { readonly schema: Schema } | undefined;
  return () => {
    built ??= { schema: build() };
    return built.schema;
  };
}
