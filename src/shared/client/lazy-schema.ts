import type * as z from 'zod/mini';

/** What a schema that is built by {@link lazy} describes. */
export type Infer<Schema extends () => z.core.$ZodType> = z.infer<ReturnType<Schema>>;

/**
 * Builds a schema, or a module of the client, on first use. A step loads the schemas of all responses and uses a few of
 * them; building the others would take longer than the rest of its start.
 */
export function lazy<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}
