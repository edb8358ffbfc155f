import type { Json } from '../documents/json.ts';

/**
 * Data as the JSON text of a file, which ends with a line break. Half of a surrogate pair becomes U+FFFD: JSON could escape
 * it, but programs that keep text as UTF-8 fail to read it.
 */
export function formatJsonFile(data: Json | object, indent = 2): string {
  const replaceSurrogates = (_: string, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value;
  return `${JSON.stringify(data, replaceSurrogates, indent)}\n`;
}
