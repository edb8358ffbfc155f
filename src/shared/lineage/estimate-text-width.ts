import { countColumns } from './text-width.ts';

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
