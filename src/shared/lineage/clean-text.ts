import { truncateToColumns } from './text-width.ts';

/** Longer strings are truncated, so that the name of one item cannot fill a log or a picture. */
const MAX_COLUMNS = 200;

/**
 * A string from a server as one line that pictures and logs can show: line breaks become spaces, control characters and
 * marks that change the direction of the text after them are removed, as are piles of accents, which would cover the lines
 * above. Lone surrogates become U+FFFD.
 */
export function cleanText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069\ufffe\uffff]/gu, '')
    .replace(/(\p{M}{8})\p{M}+/gu, '$1')
    .trim();
  return truncateToColumns(line, MAX_COLUMNS);
}

/** `Name (10378.1/1234567)`; the id alone if it stands for the name. */
export function formatNameWithId(name: string, id: string): string {
  return name === id ? id : `${name} (${id})`;
}
