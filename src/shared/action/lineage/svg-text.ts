import { replaceInvalidCharacters } from '../../export/file-text.ts';

/** Font sizes, and the assumed widths of a character: those of the widest usual fonts. */
export const TITLE = { fontSize: 13, columnWidth: 8 };
export const DETAIL = { fontSize: 11, columnWidth: 6.8 };
export const LINE_HEIGHT = 17;

export function escapeXml(text: string): string {
  return replaceInvalidCharacters(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
