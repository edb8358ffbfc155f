/** Says that of two inputs neither is given, where one has to be. */
export function missingInputMessage(what: string, one: string, other: string): string {
  return `no ${what}: give input ${one}, input ${other}, or both`;
}
