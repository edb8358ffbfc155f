import * as z from 'zod/mini';
import { lazy } from '../lazy-schema.ts';

/** Schema of an object in a response, which may have further fields. Its fields are built on first use. */
export function responseObject<Shape extends z.core.$ZodShape>(
  fields: () => Shape,
): () => z.ZodMiniObject<Shape, z.core.$loose> {
  return lazy(() => z.looseObject(fields()));
}

/** An object of a response whose content the client does not read. */
export const jsonObject = z.record(z.string(), z.unknown());

/** A list of a response. The servers declare that it can be null or missing; the client returns an empty list then. */
export function listOrEmpty<Entry>(entry: z.ZodMiniType<Entry>): z.ZodMiniType<Entry[]> {
  return z.pipe(
    z.nullish(z.array(entry)),
    z.transform((list) => list ?? []),
  );
}

/** One of the known values, or another string from a newer server. */
export type OpenEnum<Known extends string> = Known | (string & {});

/** Any text; its type names the values known today, so that editors offer them. */
export function openEnum<const Known extends string>(
  _known: readonly Known[],
): z.ZodMiniType<OpenEnum<Known>> {
  // Every string is an OpenEnum<Known>; zod cannot express this.
  return z.string() as z.ZodMiniType<OpenEnum<Known>>;
}
