/** Characters of East Asian scripts and pictures are twice as wide as Latin ones. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\uff00-\uff60]/u;

/** Width of a text in characters of a Latin script. */
export function countColumns(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

/** The text, or its beginning and `…` if it is wider than this many characters of a Latin script. */
export function truncateToColumns(text: string, limit: number): string {
  if (countColumns(text) <= limit) return text;
  let columns = 0;
  let fitting = '';
  for (const character of text) {
    columns += WIDE.test(character) ? 2 : 1;
    if (columns >= limit) break;
    fitting += character;
  }
  return `${fitting}…`;
}
