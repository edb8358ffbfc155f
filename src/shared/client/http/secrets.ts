import { ResponseTooLargeError } from './read-bounded.ts';
import type { HttpResponse } from './response.ts';

/** Fields of responses with secrets: tokens, temporary credentials of the store, links that need no token. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'device_code',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'console_session_url',
  'presigned_url',
  'report_url',
]);

const REDACTED = '<secret>';

/** The secrets of this connection. Each is reported once, when it is first found, and removed from all errors. */
export interface Secrets {
  /** Registers a secret and reports it. */
  add(value: string): void;
  /** Registers every secret in the JSON of a response. @throws ResponseTooLargeError for too many levels. */
  addFrom(json: unknown): void;
  /** The same text or JSON value with each known secret replaced. */
  redact<T>(value: T): T;
  /** The same error, or a copy without secrets if its message, stack or causes contain one. */
  redactError(error: unknown): unknown;
}

export function createSecretRegistry(onSecret: (value: string) => void = () => {}): Secrets {
  const known = new Set<string>();

  const add = (value: string) => {
    for (const text of [value, ...getUrlSecrets(value)]) {
      if (text === '' || known.has(text)) continue;
      known.add(text);
      onSecret(text);
    }
  };
  const hideText = (text: string) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, REDACTED);
    return clean;
  };
  const hideJson = (value: unknown): unknown => {
    if (typeof value === 'string') return hideText(value);
    if (Array.isArray(value)) return value.map(hideJson);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [hideText(key), hideJson(entry)]));
  };
  const hideInError = (error: unknown): unknown => {
    if (typeof error === 'string') return hideText(error);
    if (!(error instanceof Error)) return error;
    const cause = hideInError(error.cause);
    const message = hideText(error.message);
    const stack = error.stack === undefined ? undefined : hideText(error.stack);
    // Node.js adds `rawPacket`, the bytes that it could not parse as HTTP.
    const isClean = !('rawPacket' in error);
    if (isClean && cause === error.cause && message === error.message && stack === error.stack) return error;
    const copy = new Error(message, cause === undefined ? {} : { cause });
    copy.name = error.name;
    if (stack !== undefined) copy.stack = stack;
    if ('code' in error) Object.assign(copy, { code: error.code });
    return copy;
  };

  return {
    add,
    addFrom: (json) => forEachSecret(json, add),
    // hideJson keeps the structure of the value: only text changes, and text stays text.
    redact: <T>(value: T) => hideJson(value) as T,
    redactError: hideInError,
  };
}

/** Replaces known secrets in the headers of a response, because messages and logs contain parts of them. */
export function hideSecretsInHeaders(response: HttpResponse, secrets: Secrets): HttpResponse {
  // All at once, because a client can know thousands of signed links.
  const text = Object.values(response.headers).join('\n');
  if (secrets.redact(text) === text) return response;
  return { ...response, headers: secrets.redact(response.headers) };
}

/** Levels of lists and mappings in a response. Code that reads deeper values can exceed the call stack. */
const MAX_DEPTH = 500;

function forEachSecret(json: unknown, found: (value: string) => void, depth = 0): void {
  if (typeof json !== 'object' || json === null) return;
  if (depth >= MAX_DEPTH)
    throw new ResponseTooLargeError(
      `the response has more than ${MAX_DEPTH} levels of nested lists and mappings`,
    );
  for (const [key, value] of Object.entries(json)) {
    if (typeof value === 'string' && SECRET_FIELDS.has(key)) found(value);
    else forEachSecret(value, found, depth + 1);
  }
}

const SIGNED_PARAMETERS = ['X-Amz-Signature', 'X-Amz-Security-Token', 'X-Amz-Credential', 'SigninToken'];

/** The parts of a signed link that suffice to open it; logs often contain them without the rest of the link. */
function getUrlSecrets(value: string): string[] {
  const url = /^https?:/.test(value) ? URL.parse(value) : null;
  return url ? SIGNED_PARAMETERS.flatMap((name) => url.searchParams.get(name) ?? []) : [];
}
