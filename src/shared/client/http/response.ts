import * as z from 'zod/mini';
import type { Issue } from '../errors.ts';
import { lazy } from '../lazy-schema.ts';
import { safeParse } from '../model/safe-parse.ts';
import { Status } from '../model/status.ts';
import { toIssues } from './issues.ts';
import type { EntryParser } from './reduce-entries.ts';

export interface ResponseHead {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Response as received. */
export interface HttpResponse extends ResponseHead {
  readonly bytes: Uint8Array;
}

/** Reason why a response could not be parsed. `call()` turns it into an UnexpectedResponseError with the request. */
export class ResponseParseError extends Error {
  readonly issues: readonly Issue[];

  constructor(message: string, issues: readonly Issue[] = [], options?: ErrorOptions) {
    super(message, options);
    this.issues = issues;
  }
}

/** Parses a successful response. Throws {@link ResponseParseError}. */
export type ResponseReader<Result> = (response: HttpResponse) => Result;

/**
 * A JSON response that matches the schema. The schema is built at the first response, so that a program which calls
 * one operation does not build the schemas of all.
 */
export function json<Result>(schema: () => z.ZodMiniType<Result>): ResponseReader<Result> {
  const getSchema = lazy(schema);
  return (response) => {
    const body = readJson(response);
    const result = safeParse(getSchema(), body);
    if (result.success) return result.data;
    throw new ResponseParseError('the response does not match the schema', toIssues(result.error, body));
  };
}

/** One property of a JSON response. The caller needs no other, but a status, if there is one, must be valid. */
export function jsonField<Result>(name: string, schema: () => z.ZodMiniType<Result>): ResponseReader<Result> {
  const read = json(() => z.looseObject({ status: z.optional(Status()), [name]: schema() }));
  // A response that matches the schema has the property.
  return (response) => read(response)[name] as Result;
}

/** A JSON response without content for the caller, but of which the schema shows that it is from the service. */
export function noResult(schema: () => z.ZodMiniType): ResponseReader<void> {
  const read = json(schema);
  return (response) => void read(response);
}

export const text: ResponseReader<string> = decodeText;

/** A binary response: its bytes, and the file name from the server, if any. */
export interface Download {
  readonly bytes: Uint8Array;
  readonly type: string | undefined;
  readonly filename: string | undefined;
}

export const download: ResponseReader<Download> = ({ bytes, headers }) => ({
  bytes,
  type: headers['content-type'],
  filename: /filename="?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1],
});

export function isJson({ headers }: ResponseHead): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '');
}

/** Bodies are UTF-8; a byte order mark is not part of the text. */
function decodeText({ bytes }: HttpResponse): string {
  return new TextDecoder().decode(bytes);
}

type ParsedBody = { readonly value: unknown } | { readonly text: string; readonly cause: unknown };
const parsedBodies = new WeakMap<HttpResponse, ParsedBody>();

/** The body is read for secrets, for the status and for its content, but parsed only once. */
function parse(response: HttpResponse): ParsedBody {
  return parsedBodies.get(response) ?? parseWith(response, () => JSON.parse(decodeText(response)));
}

/** Sets the body of a response that was parsed while it was received. */
export function setParsedBody(response: HttpResponse, parser: EntryParser): void {
  parseWith(response, () => parser.end());
}

function parseWith(response: HttpResponse, parseJson: () => unknown): ParsedBody {
  let result: ParsedBody;
  try {
    result = { value: parseJson() };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    result = { text: decodeText(response), cause };
  }
  parsedBodies.set(response, result);
  return result;
}

/** @throws ResponseParseError for a body that is not JSON, whatever its content type is. */
export function readJson(response: HttpResponse): unknown {
  const result = parse(response);
  if ('value' in result) return result.value;
  const found = describeContent(response, result.text);
  throw new ResponseParseError(`expected JSON, received ${found}`, [], { cause: result.cause });
}

/** Describes a body that is not JSON. The client requests no compression. */
function describeContent(response: HttpResponse, body: string): string {
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = response.headers;
  if (body.trim() === '') return 'nothing';
  if (encoding !== 'identity') return `a body compressed with ${encoding}`;
  if (isJson(response)) return 'JSON that is incomplete or invalid';
  return type ?? 'text without a content type';
}

/** JSON of the response, whatever its content type is; undefined if it is not JSON. */
export function findJson(response: HttpResponse): unknown {
  const first = response.bytes.find((byte) => byte > SPACE);
  // A text or file is not decoded only to find that it is not JSON.
  const isCandidate = isJson(response) || first === OPENING_BRACE || first === OPENING_BRACKET;
  const result = isCandidate ? parse(response) : {};
  return 'value' in result ? result.value : undefined;
}

const [SPACE, OPENING_BRACE, OPENING_BRACKET] = [0x20, 0x7b, 0x5b];

/** JSON of the response, or its text if it is not JSON, for errors. */
export function parseBody(response: HttpResponse): unknown {
  const result = isJson(response) ? parse(response) : { text: decodeText(response) };
  return 'value' in result ? result.value : result.text || undefined;
}
