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

/** Reads a form, URL-encoded or multipart. Any other body is an empty form. */
export async function readFormBody(request: IncomingRequest): Promise<FormData> {
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

/** The text of JSON in UTF-8 or UTF-16, with or without a byte order mark; undefined for other bytes. */
function decodeText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(detectEncoding(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first character of JSON is ASCII, so that one of the first two bytes is 0 in UTF-16. */
function detectEncoding([first, second]: Buffer): string {
  const mark = `${first},${second}`;
  if (first === 0 || mark === '254,255') return 'utf-16be';
  return second === 0 || mark === '255,254' ? 'utf-16le' : 'utf-8';
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
