import { countColumns } from './text-width.ts';

/** The extra width of wide letters, in columns: capital letters, the widest Latin letters, and letters of other scripts. */
const EXTRA_COLUMNS = [
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
