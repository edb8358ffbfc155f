/** Text of an SVG document, without characters that XML does not allow. */
export function escapeXml(text: string): string {
  return text
    .replace(/(?!\n)\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
