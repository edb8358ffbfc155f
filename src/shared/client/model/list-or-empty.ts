import * as z from 'zod/mini';

/** A list of a response. The servers declare that it can be null or missing; the client returns an empty list then. */
export function listOrEmpty<Entry>(entry: z.ZodMiniType<Entry>): z.ZodMiniType<Entry[]> {
  return z.pipe(
    z.nullish(z.array(entry)),
    z.transform((list) => list ?? []),
  );
}
