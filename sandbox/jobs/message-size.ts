import { serverError } from '../http/errors.ts';

/** What one message of the queue may have: the limit of Amazon SNS. */
const MAX_MESSAGE_BYTES = 262_144;
/** A character is at most an escape of six bytes and a blank after it. */
const MAX_BYTES_PER_CHARACTER = 7;

/**
 * The job API publishes pydantic's `.json()`: every character outside ASCII is an escape of six bytes, `,` and `:` are followed
 * by a blank, and fields without a value are written as null.
 * @throws RequestRejectedError (500)
 */
export function assertMessageSize(message: object): void {
  const json = JSON.stringify(message);
  if (json.length * MAX_BYTES_PER_CHARACTER <= MAX_MESSAGE_BYTES) return;
  const bytes = countAsciiJsonBytes(json);
  if (bytes > MAX_MESSAGE_BYTES)
    throw serverError(`Message too long: ${bytes} bytes; the queue accepts ${MAX_MESSAGE_BYTES}.`);
}

/** The bytes of a JSON text as Python writes it: ASCII only, with a blank after each separator. */
export function countAsciiJsonBytes(json: string): number {
  let bytes = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const char = json[index];
    bytes += json.charCodeAt(index) > 127 ? 6 : 1;
    if (char === '"') isInString = !isInString;
    else if (isInString && char === '\\') {
      index++; // the escaped character, always ASCII
      bytes++;
    } else if (!isInString && (char === ',' || char === ':')) bytes++;
  }
  return bytes;
}
