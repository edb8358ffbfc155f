/**
 * Text with U+FFFD for each character that XML does not have: control characters and halves of surrogate pairs. The strings
 * of PROV and RDF are those of XML Schema, so that a file with others cannot be converted, even if its format escapes them.
 */
export function replaceInvalidCharacters(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
