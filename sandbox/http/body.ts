import { HttpError, ValidationError } from './errors.ts';
import type { IncomingRequest } from './incoming.ts';
import { JsonDecodeError, parsePythonJson } from './python-json.ts';

const JSON_TYPE = /^application\/([^;\s]+\+)?json\s*(;|$)/i;

/**
 * Reads the body as FastAPI does: undefined for no body or `null`, the parsed JSON if the content type is JSON or absent,
 * otherwise the text, which no model accepts.
 * @throws ValidationError for text that is not JSON; HttpError (400) for bytes that are not UTF-8.
 */
export function parseJsonBody(request: IncomingRequest): unknown {
  if (request.body.length === 0) return undefined;
  const contentType = request.headers['content-type'];
  const raw = decodeUtf8(request.body);
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) return raw ?? 'bytes';
  if (raw === undefined) throw new HttpError(400, 'There was an error parsing the body');
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
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)) return new FormData();
  try {
    const bytes = new Uint8Array(request.body);
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new HttpError(400, 'There was an error parsing the body');
  }
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the caller responds with 400
  }
}
