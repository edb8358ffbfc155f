/** The first entries of a list, and the number of the others as the last one: `and 3 more`. */
export function listFirst<T>(entries: readonly T[], max: number, format: (entry: T) => string): string[] {
  const first = entries.slice(0, max).map(format);
  return entries.length > max ? [...first, `and ${entries.length - max} more`] : first;
}

/** The same as a part of a sentence: `a, b and 3 more`. */
export function formatFirst<T>(entries: readonly T[], max: number, format: (entry: T) => string): string {
  const first = entries.slice(0, max).map(format).join(', ');
  return entries.length > max ? `${first} and ${entries.length - max} more` : first;
}
