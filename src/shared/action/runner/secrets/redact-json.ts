import { tryParseJson } from '../../../client/json/try-parse-json.ts';
import { REDACTED } from './redact-text.ts';
import { redactCredentials } from './secrets.ts';

/**
 * Serializes a value without credentials. The result is JSON even if a credential consists of digits and is a number of
 * the value, or spans several values: then numbers that contain it, or in the end all values, are replaced.
 * @param json of the value, if the caller has it.
 */
export function stringifyWithoutCredentials(value: unknown, json?: string): string {
  for (const replace of [undefined, redactNumber, redactValue]) {
    const text = replace === undefined && json !== undefined ? json : JSON.stringify(value, replace);
    const clean = redactCredentials(text);
    if (clean === text || tryParseJson(clean) !== undefined) return clean;
  }
  return JSON.stringify(JSON.stringify(value).startsWith('[') ? [REDACTED] : REDACTED);
}

/** A credential has at most this many characters, with those of JSON between its parts. Tokens have about 2000. */
const MAX_CREDENTIAL_CHARACTERS = 8192;

/** Whether a credential starts in the JSON of a list and ends in that of the elements that follow. */
export function isCredentialSplit(json: string, next: string): boolean {
  const end = json.slice(1, -1).slice(-MAX_CREDENTIAL_CHARACTERS);
  const start = next.slice(1, 1 + MAX_CREDENTIAL_CHARACTERS);
  return redactCredentials(`${end},${start}`) !== `${redactCredentials(end)},${redactCredentials(start)}`;
}

function redactNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && redactCredentials(String(value)) !== String(value) ? REDACTED : value;
}

function redactValue(_key: string, value: unknown): unknown {
  return typeof value === 'object' ? value : REDACTED;
}
