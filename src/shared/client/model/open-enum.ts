import * as z from 'zod/mini';

/** One of the known values, or another string from a newer server. */
export type OpenEnum<Known extends string> = Known | (string & {});

/**
 * Any text; its type names the values known today, so that editors offer them. In a file of its own, because most models of
 * responses use it and have nothing else in common.
 */
export function openEnum<const Known extends string>(
  _known: readonly Known[],
): z.ZodMiniType<OpenEnum<Known>> {
  // Every string is an OpenEnum<Known>; zod cannot express this.
  return z.string() as z.ZodMiniType<OpenEnum<Known>>;
}
