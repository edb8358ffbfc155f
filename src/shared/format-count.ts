/**
 * Formats a count with its noun: `1 file`, `3 files`.
 * @param plural for a plural that does not end in `s`, or a phrase: `formatCount(2, 'file was', 'files were')`.
 */
export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
