import * as z from 'zod/mini';

const TOO_MANY_ISSUES = 'has too many invalid values to list them. Validate a part of it';

/**
 * Validates `value` like `z.safeParse`, whatever the number of its issues. zod passes the issues of a list as arguments
 * of one call, which overflows the stack beyond about 100,000.
 */
export function safeParse<T>(schema: z.ZodMiniType<T>, value: unknown): z.core.util.SafeParseResult<T> {
  try {
    return z.safeParse(schema, value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return z.safeParse(z.never(TOO_MANY_ISSUES), value);
  }
}
