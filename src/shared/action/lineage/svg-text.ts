/** Font sizes, and the assumed widths of a character: those of the widest usual fonts. */
export const TITLE = { fontSize: 13, columnWidth: 8 };
export const DETAIL = { fontSize: 11, columnWidth: 6.8 };
export const LINE_HEIGHT = 17;

/** Text of an SVG document, without characters that XML does not allow. */
export function escapeXml(text: string): string {
  return text
    .replace(/(?!\n)\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
