/** Created when it is needed, since that takes over 10 ms. */
let segmenter: Intl.Segmenter | undefined;

/** Splits text into what a reader takes for one character: a letter with its accents, or a picture of several code points. */
function splitCharacters(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Strings whose characters take one column each, which need not be split: most of them. */
const ASCII = /^[\x20-\x7e]*$/;

/** Characters of East Asian scripts, with their punctuation, and pictures: twice as wide as Latin ones. */
const WIDE =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Extended_Pictographic}\p{Regional_Indicator}\u2460-\u24ff\u3000-\u303f\u3200-\u33ff\uff01-\uff60\uffe0-\uffe6]|\u20e3/u;

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

/**
 * The text; if it is wider than this many characters of a Latin script, its beginning and its end with `…` between them, because
 * similar names often differ at the end.
 */
export function truncateToColumns(text: string, limit: number): string {
  if (takeFirst(text, limit) === text) return text;
  const endColumns = Math.floor(limit / 3);
  return `${takeFirst(text, limit - 1 - endColumns)}…${takeLast(text, endColumns)}`;
}

/**
 * The text in lines of at most this width, broken after words where that is possible, and not inside dates, numbers and handles
 * or before an ellipsis.
 */
export function wrapToColumns(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/(?<=[\s_…]|[/:.-](?!\d))(?!…)/u)) {
    const last = lines.at(-1);
    if (last !== undefined && countColumns(`${last}${word}`.trimEnd()) <= width) {
      lines[lines.length - 1] = `${last}${word}`;
      continue;
    }
    for (let rest = word; rest !== ''; ) {
      const part = takeFirst(rest, width);
      lines.push(part);
      rest = rest.slice(part.length);
    }
  }
  return lines.map((line) => line.trim());
}

/** The beginning of a text that fits. Reads only what fits. */
function takeFirst(text: string, columns: number): string {
  if (ASCII.test(text)) return text.slice(0, columns);
  let remaining = columns;
  for (const { segment, index } of splitCharacters(text)) {
    remaining -= getColumns(segment);
    if (remaining < 0) return text.slice(0, index);
  }
  return text;
}

/** A character with more code units than this, such as one with many accents, is not read as a whole. */
const MAX_UNITS = 16;

function takeLast(text: string, columns: number): string {
  // The first of these characters may be a part of one.
  const end = text.slice(-MAX_UNITS * (columns + 1));
  const [, ...characters] = splitCharacters(end);
  let remaining = columns;
  const first = characters.findLastIndex(({ segment }) => {
    remaining -= getColumns(segment);
    return remaining < 0;
  });
  return end.slice(characters[first + 1]?.index ?? end.length);
}

/** The extra width of wide letters, in columns: capital letters, the widest Latin letters, and letters of other scripts. */
const EXTRA_COLUMNS = [
  [/\p{Extended_Pictographic}/gu, 0.3],
  [/\p{Lu}/gu, 0.25],
  [/[MWmw@%]/g, 0.4],
  [/[\u2014\u2015\u2026\u{1d400}-\u{1d7ff}]/gu, 0.8],
  [
    /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}])\p{L}/gu,
    0.6,
  ],
] as const;

/** An upper bound of the width of a text in common fonts. @param characterWidth the width of a column. */
export function estimateTextWidth(text: string, characterWidth: number): number {
  let columns = countColumns(text);
  for (const [letters, extra] of EXTRA_COLUMNS) columns += extra * (text.match(letters)?.length ?? 0);
  return columns * characterWidth;
}
