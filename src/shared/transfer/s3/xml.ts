import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod/mini';
import { NotUnderstoodError } from '../../client/index.ts';

const ARRAY_ELEMENTS = new Set(['Contents', 'CommonPrefixes', 'Upload', 'Part', 'Deleted', 'Error']);

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  htmlEntities: true,
  isArray: (name, path) => ARRAY_ELEMENTS.has(name) && String(path).includes('.'),
});

const ErrorBody = z.object({
  Error: z.object({ Code: z.string(), Message: z.optional(z.string()) }),
});

/** The error that a body holds, or `undefined` where it is none. */
export function parseErrorBody(body: Buffer): { code: string; message: string } | undefined {
  if (!body.includes('<Error>')) return undefined;
  const found = ErrorBody.safeParse(parseDocument(body));
  if (!found.success) return undefined;
  const { Code: code, Message: message = '' } = found.data.Error;
  return { code, message };
}

/** The body as the schema wants it, or a {@link NotUnderstoodError} that names the operation. */
export function parseXml<T>(operation: string, body: Buffer, schema: z.ZodMiniType<T>): T {
  const found = schema.safeParse(parseDocument(body));
  if (found.success) return found.data;
  const issue = found.error.issues[0];
  const place = issue ? `${issue.path.join('.')}: ${issue.message}` : 'no XML';
  throw new NotUnderstoodError(`the store's answer to ${operation} has another form than S3's (${place})`);
}

function parseDocument(body: Buffer): unknown {
  try {
    return parser.parse(body.toString('utf8'));
  } catch {
    return undefined; // no XML: the caller's schema says so
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for the inside of an element. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);
}
