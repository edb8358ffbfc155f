import type { Json } from '../documents/json.ts';

/** Data as the JSON text of a file, which ends with a line break. */
export function formatJsonFile(data: Json | object, indent = 2): string {
  const replace = (_: string, value: unknown) =>
    typeof value === 'string' ? replaceInvalidCharacters(value) : value;
  return `${JSON.stringify(data, replace, indent)}\n`;
}

/**
 * Replaces each character that XML does not allow, a control character or half of a surrogate pair, by U+FFFD. PROV and RDF
 * have the strings of XML Schema: a file with other characters cannot be converted, even if its own format can escape them.
 */
export function replaceInvalidCharacters(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
