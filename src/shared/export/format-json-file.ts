import type { Json } from '../documents/json.ts';
import { replaceInvalidCharacters } from './replace-invalid-characters.ts';

/** Data as the JSON text of a file, which ends with a line break. */
export function formatJsonFile(data: Json | object, indent = 2): string {
  const replace = (_: string, value: unknown) =>
    typeof value === 'string' ? replaceInvalidCharacters(value) : value;
  return `${JSON.stringify(data, replace, indent)}\n`;
}
