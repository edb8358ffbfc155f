/** Characters of East Asian scripts and pictures are twice as wide as Latin ones. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\p{Regional_Indicator}\uff00-\uff60]/u;

/** Created when it is needed, since that takes over 10 ms. */
let segmenter: Intl.Segmenter | undefined;

/** Splits text into what a reader takes for one character: a letter with its accents, or a picture of several code points. */
function splitCharacters(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Strings whose characters take one column each, which need not be split: most of them. */
const ASCII = /^[\x20-\x7e]*$/;

function getColumns(character: string): number {
  return WIDE.test(character) ? 2 : 1;
}

/** Width of a string in characters of a Latin script. */
export function countColumns(text: string): number {
  if (ASCII.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of splitCharacters(text)) columns += getColumns(segment);
  return columns;
}

/** What wider letters take in addition to a usual character: capital letters, the widest Latin ones, and other scripts. */
const FURTHER_COLUMNS = [
  [/\p{Lu}/gu, 0.25],
  [/[MWmw@%]/g, 0.4],
  [/[\u2014\u2015\u2026\u{1d400}-\u{1d7ff}]/gu, 0.8],
  [
    /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}])\p{L}/gu,
    0.6,
  ],
] as const;

/** Width of a string at least as large as in usual fonts, where a usual character has this width. */
export function estimateTextWidth(text: string, characterWidth: number): number {
  let columns = countColumns(text);
  for (const [letters, further] of FURTHER_COLUMNS) columns += further * (text.match(letters)?.length ?? 0);
  return columns * characterWidth;
}

/** The text, or its beginning and `…` if it is wider than this many characters of a Latin script. Reads only what fits. */
export function truncateToColumns(text: string, limit: number): string {
  if (ASCII.test(text)) return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
  let columns = 0;
  let end = 0;
  for (const { segment, index } of splitCharacters(text)) {
    columns += getColumns(segment);
    if (columns > limit) return `${text.slice(0, end)}…`;
    if (columns < limit) end = index + segment.length;
  }
  return text;
}
