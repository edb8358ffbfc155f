import { redactCredentials } from './secrets.ts';

const REDACTED = '***';

/**
 * Serializes a value without credentials. The result is JSON even if a credential consists of digits and is a number of
 * the value, or reaches over several values: then numbers that contain it, or in the end all values, are replaced.
 */
export function stringifyWithoutCredentials(value: unknown): string {
  for (const replace of [undefined, redactNumber, redactValue]) {
    const text = JSON.stringify(value, replace);
    const clean = redactCredentials(text);
    if (clean === text || isJson(clean)) return clean;
  }
  return JSON.stringify(JSON.stringify(value).startsWith('[') ? [REDACTED] : REDACTED);
}

function redactNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && redactCredentials(String(value)) !== String(value) ? REDACTED : value;
}

function redactValue(_key: string, value: unknown): unknown {
  return typeof value === 'object' ? value : REDACTED;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
