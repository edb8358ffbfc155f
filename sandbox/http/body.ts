import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { invalid, type Type } from '../pydantic/type.ts';
import { badRequest, ValidationError } from './errors.ts';
import type { IncomingRequest } from './incoming.ts';

const JSON_TYPE = /^application\/([^;\s]*\+)?json\s*(;|$)/i;

const UNREADABLE = 'There was an error parsing the body';

/**
 * Reads the body as FastAPI does: undefined for no body or `null`, the parsed JSON if the content type is JSON or absent,
 * otherwise the text, which no model accepts.
 * @throws ValidationError for text that is not JSON; HttpError (400) for bytes that are not text, and for too many levels.
 */
export function parseJsonBody(request: IncomingRequest): unknown {
  if (request.body.length === 0) return undefined;
  const contentType = request.headers['content-type'];
  if (contentType && !JSON_TYPE.test(contentType)) return request.body.toString();
  try {
    return parsePythonJson(decodeText(request.body)) ?? undefined;
  } catch (error) {
    throw error instanceof ValidationError ? error : badRequest(UNREADABLE);
  }
}

/**
 * The text of bytes in UTF-8, UTF-16 or UTF-32, which a byte order mark or the zero bytes of the first character show.
 * @throws TypeError or RangeError
 */
function decodeText(bytes: Buffer): string {
  const start = bytes.toString('hex', 0, 4);
  if (/^(0000....|fffe0000|..000000)$/.test(start)) return decodeUtf32(bytes, start.startsWith('00'));
  const utf16 = /^(feff|00)/.test(start) ? 'utf-16be' : 'utf-16le';
  const encoding = /^(feff|fffe|00|..00)/.test(start) ? utf16 : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

function decodeUtf32(bytes: Buffer, isBigEndian: boolean): string {
  if (bytes.length % 4 !== 0) throw new RangeError('an incomplete character');
  const characters = Array.from({ length: bytes.length / 4 }, (_, index) =>
    String.fromCodePoint(isBigEndian ? bytes.readUInt32BE(index * 4) : bytes.readUInt32LE(index * 4)),
  );
  return characters.join('').replace(/^\uFEFF/, '');
}

/** Strings, to skip them, and the words that Python reads as numbers. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"?|NaN|-?Infinity/gs;

/** Parses JSON with `NaN` and `Infinity`, as Python does. They become text, which pydantic reads like the numbers. */
function parsePythonJson(doc: string): unknown {
  try {
    return JSON.parse(doc);
  } catch {
    const toText = (word: string) => `"${word.toLowerCase().replace('infinity', 'inf')}"`;
    const json = doc.replace(STRING_OR_WORD, (match) => (match.startsWith('"') ? match : toText(match)));
    if (json === doc) throw createSyntaxError(doc);
    return parsePythonJson(json);
  }
}

/** The 422 for text that is not JSON. */
function createSyntaxError(doc: string): ValidationError {
  const errors: ParseError[] = [];
  parse(doc, errors, { disallowComments: true });
  const [{ error, offset: pos } = { error: 0, offset: 0 }] = errors;
  const reason = printParseErrorCode(error);
  const lines = doc.slice(0, pos).split('\n');
  const [lineno, colno] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
  const msg = `${reason}: line ${lineno} column ${colno} (char ${pos})`;
  const ctx = { msg: reason, doc, pos, lineno, colno };
  return new ValidationError([{ loc: ['body', pos], msg, type: 'value_error.jsondecode', ctx }]);
}

/**
 * Reads a field of a form, URL-encoded or multipart; undefined if it is missing.
 * @throws HttpError (400) for a body that is no form of its type
 */
export async function readFormField(request: IncomingRequest, name: string): Promise<unknown> {
  const contentType = request.headers['content-type'] ?? '';
  const isForm = /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType);
  if (!isForm || request.body.length === 0) return undefined;
  try {
    const bytes = new Uint8Array(request.body);
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
    return form.get(name) ?? undefined;
  } catch {
    throw badRequest(UNREADABLE);
  }
}

/** A file in a form. */
export const uploadedFile: Type<File> = {
  read(value, at, problems) {
    if (value instanceof File) return value;
    return invalid(problems, at, "Expected UploadFile, received: <class 'str'>", 'value_error');
  },
  schema: () => ({ type: 'string', format: 'binary' }),
};
