/** The first entries of a list, and the number of the others as the last one: `and 3 more`. */
export function listFirst<T>(entries: readonly T[], max: number, format: (entry: T) => string): string[] {
  const first = entries.slice(0, max).map(format);
  return entries.length > max ? [...first, `and ${entries.length - max} more`] : first;
}
