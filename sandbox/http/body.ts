import { RequestRejectedError, ValidationError } from './errors.ts';
import type { IncomingRequest } from './incoming.ts';
import { JsonDecodeError, parsePythonJson } from './python-json.ts';

const JSON_TYPE = /^application\/([^;\s]+\+)?json\s*(;|$)/i;

/**
 * The body as FastAPI hands it to validation: undefined when there is none (or it is `null`), the parsed JSON when the content type is
 * JSON or absent, else the raw text, which no model accepts.
 * @throws ValidationError for text that is not JSON; RequestRejectedError (400) for bytes that are not UTF-8.
 */
export function jsonBody(request: IncomingRequest): unknown {
  if (request.body.length === 0) return undefined;
  const contentType = request.headers['content-type'];
  const raw = decodeUtf8(request.body);
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) return raw ?? 'bytes';
  if (raw === undefined) throw new RequestRejectedError(400, 'There was an error parsing the body');
  try {
    return parsePythonJson(raw) ?? undefined;
  } catch (error) {
    if (!(error instanceof JsonDecodeError)) throw error;
    const { message: msg, pos, context: ctx } = error;
    throw new ValidationError([{ loc: ['body', pos], msg, type: 'value_error.jsondecode', ctx }]);
  }
}

/** A form, url-encoded or multipart; anything else is an empty one. */
export async function formBody(request: IncomingRequest): Promise<FormData> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)) return new FormData();
  try {
    const bytes = new Uint8Array(request.body);
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new RequestRejectedError(400, 'There was an error parsing the body');
  }
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // told to the caller as a 400
  }
}
