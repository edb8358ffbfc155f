import { invalid, type Type } from '../pydantic/type.ts';
import { badRequest, ValidationError } from './errors.ts';
import type { IncomingRequest } from './incoming.ts';

const JSON_TYPE = /^application\/([^;\s]+\+)?json\s*(;|$)/i;

const UNREADABLE = 'There was an error parsing the body';

/**
 * Reads the body as FastAPI does: undefined for no body or `null`, the parsed JSON if the content type is JSON or absent,
 * otherwise the text, which no model accepts.
 * @throws ValidationError for text that is not JSON; HttpError (400) for bytes that are not UTF-8.
 */
export function parseJsonBody(request: IncomingRequest): unknown {
  if (request.body.length === 0) return undefined;
  const contentType = request.headers['content-type'];
  if (contentType && !JSON_TYPE.test(contentType)) return request.body.toString();
  const doc = decodeText(request.body);
  try {
    return JSON.parse(doc) ?? undefined;
  } catch (error) {
    throw createSyntaxError(doc, error instanceof Error ? error.message : String(error));
  }
}

/** @throws HttpError (400) for bytes that are not UTF-8, with or without a byte order mark */
function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest(UNREADABLE);
  }
}

/** The 422 for text that is not JSON, with the message of JavaScript. The position is 0 if the message does not name it. */
function createSyntaxError(doc: string, msg: string): ValidationError {
  const pos = Number(/at position (\d+)/.exec(msg)?.[1] ?? 0);
  const lines = doc.slice(0, pos).split('\n');
  const ctx = { msg, doc, pos, lineno: lines.length, colno: (lines.at(-1)?.length ?? 0) + 1 };
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
