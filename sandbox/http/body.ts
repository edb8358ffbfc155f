import { invalid, type Type } from '../pydantic/type.ts';
import { badRequest, ValidationError } from './errors.ts';
import type { IncomingRequest } from './incoming.ts';
import { JsonDecodeError, parsePythonJson } from './python-json.ts';

const JSON_TYPE = /^application\/([^;\s]+\+)?json\s*(;|$)/i;

/** Python raises a RecursionError at a depth of 1,000 calls, some of which the server needs itself. */
const MAX_DEPTH = 966;

const UNREADABLE = 'There was an error parsing the body';

/**
 * Reads the body as FastAPI does: undefined for no body or `null`, the parsed JSON if the content type is JSON or absent,
 * otherwise the text, which no model accepts.
 * @throws ValidationError for text that is not JSON; HttpError (400) for bytes that are not text, and for deep nesting.
 */
export function parseJsonBody(request: IncomingRequest): unknown {
  if (request.body.length === 0) return undefined;
  const contentType = request.headers['content-type'];
  const raw = decodeText(request.body);
  if (contentType && !JSON_TYPE.test(contentType)) return raw ?? 'bytes';
  if (raw === undefined || isNestedDeeper(raw, MAX_DEPTH)) throw badRequest(UNREADABLE);
  try {
    return parsePythonJson(raw) ?? undefined;
  } catch (error) {
    if (!(error instanceof JsonDecodeError)) throw error;
    const { message: msg, pos, context: ctx } = error;
    throw new ValidationError([{ loc: ['body', pos], msg, type: 'value_error.jsondecode', ctx }]);
  }
}

/** Reads a field of a form; undefined if it is missing. @throws HttpError (400) for a body that is no form of its type */
export async function readFormField(request: IncomingRequest, name: string): Promise<unknown> {
  return (await readFormBody(request)).get(name) ?? undefined;
}

/** Reads a form, URL-encoded or multipart. Any other body is an empty form. */
async function readFormBody(request: IncomingRequest): Promise<FormData> {
  const contentType = request.headers['content-type'] ?? '';
  if (request.body.length === 0) return new FormData();
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)) return new FormData();
  try {
    const bytes = new Uint8Array(request.body);
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
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

/** The text of JSON in UTF-8, UTF-16 or UTF-32, with or without a byte order mark; undefined for other bytes. */
function decodeText(bytes: Buffer): string | undefined {
  const encoding = detectEncoding(bytes);
  try {
    if (encoding.startsWith('utf-32')) return decodeUtf32(bytes, encoding === 'utf-32le');
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** As Python's `json.detect_encoding`: the first character is ASCII, so the positions of the zero bytes show the encoding. */
function detectEncoding(bytes: Buffer): string {
  const mark = bytes.toString('hex', 0, 4);
  if (mark === '0000feff') return 'utf-32be';
  if (mark === 'fffe0000') return 'utf-32le';
  const [first, second, third, fourth] = bytes;
  if (first === 0) return second === 0 && bytes.length >= 4 ? 'utf-32be' : 'utf-16be';
  if (second === 0) return third === 0 && fourth === 0 ? 'utf-32le' : 'utf-16le';
  if (mark.startsWith('feff')) return 'utf-16be';
  return mark.startsWith('fffe') ? 'utf-16le' : 'utf-8';
}

/** @throws RangeError for bytes that are not UTF-32 */
function decodeUtf32(bytes: Buffer, isLittleEndian: boolean): string {
  const characters: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const codePoint = isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    characters.push(String.fromCodePoint(codePoint));
  }
  const text = characters.join('');
  if (!text.isWellFormed()) throw new RangeError('a surrogate is not a character');
  return text.replace(/^\uFEFF/, '');
}

function isNestedDeeper(json: string, max: number): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; json.length > max && at < json.length; at++) {
    const char = json[at];
    if (char === '\\') at++;
    else if (char === '"') isText = !isText;
    else if (!isText && (char === '[' || char === '{')) depth++;
    else if (!isText && (char === ']' || char === '}')) depth--;
    if (depth > max) return true;
  }
  return false;
}
