import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod/mini';
import type { UnexpectedResponseError } from '../../client/errors.ts';
import { MAX_ERROR_BYTES } from '../http/s3-transport.ts';

const ARRAY_ELEMENTS = new Set(['Contents', 'Upload', 'Part']);

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  htmlEntities: true,
  isArray: (name) => ARRAY_ELEMENTS.has(name),
});

const ErrorBody = z.object({
  Error: z.object({
    Code: z.string(),
    Message: z.optional(z.string()),
    /** The store's time in a `RequestTimeTooSkewed` error. */
    ServerTime: z.optional(z.string()),
  }),
});

/** A page of ListObjectsV2. */
export const ListBucketResult = z.object({
  Contents: z.optional(
    z.array(z.object({ Key: z.string(), Size: z.string(), ETag: z.string(), LastModified: z.string() })),
  ),
  IsTruncated: z.string(),
  EncodingType: z.optional(z.string()),
  NextContinuationToken: z.optional(z.string()),
});

/**
 * Parses an error body; returns `undefined` for any other body, and for one that is too long: the message stays in memory for
 * each file that failed.
 */
export function parseErrorBody(
  body: Buffer,
): { code: string; message: string; serverTime?: string | undefined } | undefined {
  if (body.length > MAX_ERROR_BYTES || !body.includes('<Error>')) return undefined;
  const parsed = ErrorBody.safeParse(parseDocument(body));
  if (!parsed.success) return undefined;
  const { Code: code, Message: message = '', ServerTime: serverTime } = parsed.data.Error;
  return { code, message, serverTime };
}

/** Creates the errors for invalid responses. */
interface ResponseErrors {
  createResponseError(operation: string, problem: string): UnexpectedResponseError;
}

/**
 * Parses a body.
 * @param root name of its root element, with the content that the schema describes.
 * @throws UnexpectedResponseError that names the operation.
 */
export function parseXml<T>(
  requester: ResponseErrors,
  operation: string,
  body: Buffer,
  root: string,
  schema: z.ZodMiniType<T>,
): T {
  const parsed = z.object({ [root]: schema }).safeParse(parseDocument(body));
  // A document that matches the schema has the root element.
  if (parsed.success) return parsed.data[root] as T;
  const path = parsed.error.issues[0]?.path.join('.');
  throw requester.createResponseError(operation, path ? `no valid ${path}` : 'not XML');
}

function parseDocument(body: Buffer): unknown {
  // S3 sends no document types. Their entities could refer to files or expand without end.
  if (body.includes('<!DOCTYPE')) return undefined;
  try {
    return parser.parse(body.toString('utf8'));
  } catch {
    return undefined; // not XML: the caller's schema reports it
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text for the content of an element. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);
}
