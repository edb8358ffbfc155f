import { serverError } from '../http/errors.ts';

/** The limit of Amazon SNS for one message. */
const MAX_MESSAGE_BYTES = 262_144;

/**
 * Checks the size of the message of a job. The job API publishes pydantic's `.json()`: each character outside ASCII,
 * and DEL, is an escape of six bytes, and a space follows each `,` and `:`.
 * @throws HttpError (500)
 */
export function assertMessageSize(message: object): void {
  const bytes = countAsciiJsonBytes(JSON.stringify(message));
  if (bytes > MAX_MESSAGE_BYTES)
    throw serverError(`Message too long: ${bytes} bytes; the queue accepts ${MAX_MESSAGE_BYTES}.`);
}

/** The number of bytes of a JSON text as Python writes it: ASCII only, with a space after each separator. */
export function countAsciiJsonBytes(json: string): number {
  let bytes = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const char = json[index];
    bytes += json.charCodeAt(index) > 126 ? 6 : 1;
    if (char === '"') isInString = !isInString;
    else if (isInString && char === '\\') {
      index++; // the escaped character, always ASCII
      bytes++;
    } else if (!isInString && (char === ',' || char === ':')) bytes++;
  }
  return bytes;
}
