import * as z from 'zod/mini';

/** Entries of each list and mapping that are validated once a value has more issues than zod can collect. */
const MAX_ENTRIES = 1000;
const MAX_DEPTH = 100;

/**
 * Validates `value` like `z.safeParse`, whatever the number of its issues. zod passes the issues of a list as arguments
 * of one call, which overflows the stack beyond about 100,000: then only the first entries of each list are validated.
 */
export function safeParse<T>(schema: z.ZodMiniType<T>, value: unknown): z.core.util.SafeParseResult<T> {
  try {
    return z.safeParse(schema, value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const result = z.safeParse(schema, truncateLists(value));
  if (!result.success) return result;
  const message = `the first ${MAX_ENTRIES} entries are valid, but too many of the others are invalid to list them`;
  return z.safeParse(schema.check(z.refine(() => false, message)), truncateLists(value));
}

function truncateLists(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value))
    return value.slice(0, MAX_ENTRIES).map((entry) => truncateLists(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ENTRIES)
      .map(([key, entry]) => [key, truncateLists(entry, depth + 1)]),
  );
}
