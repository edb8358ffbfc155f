import * as z from 'zod/mini';
import type { ItemSubtype } from './enums.ts';
import { isHandle, toHandle } from './parse-handle.ts';

/** A text field with its description for people. Without a rule, any text is valid, including empty strings. */
export function text(description: string, example?: string): z.ZodMiniString<string> {
  return z.string().check(z.meta({ description, ...(example === undefined ? {} : { examples: [example] }) }));
}

const EMPTY = 'must not be empty. Write a value, or omit the field if it is optional';

/** Text of at least one character. Blanks count: the servers do not trim. */
export function nonEmptyText(description: string, example?: string): z.ZodMiniString<string> {
  return text(description, example).check(z.minLength(1, { error: EMPTY, abort: true }));
}

/** A handle or session id that the server has assigned. A response without one names nothing. */
export function assignedId(): z.ZodMiniString<string> {
  return z.string().check(z.minLength(1, 'expected an id, found ""'));
}

/**
 * Handle of another item, such as `10378.1/1234567`. Its URL is replaced by it. Its existence is not checked here; the
 * required kind is in the metadata of the schema for callers that look it up.
 */
export function handle(description: string, kind?: ItemSubtype): z.ZodMiniString<string> {
  return z.string(EXPECTED_HANDLE).check(
    z.meta({ description, examples: ['10378.1/1234567'], handleOf: kind ?? 'ANY' }),
    z.minLength(1, { error: EMPTY, abort: true }),
    z.regex(kind === 'PERSON' ? PERSON_OR_HANDLE : HANDLE, { error: EXPECTED_HANDLE, abort: true }),
    z.regex(NO_PATH, {
      error: `${EXPECTED_HANDLE}, or in register-item { $ref: <path of the document> }`,
      abort: true,
    }),
    // For editors, which know only the pattern: a URL has to contain something like a handle.
    z.regex(/^(?!https?:(?!.*[/=]\d))/, { error: `${EXPECTED_HANDLE}, or its URL`, abort: true }),
    z.overwrite(toHandle),
    z.regex(NO_BLANKS, { error: `${EXPECTED_HANDLE}, without spaces`, abort: true }),
    z.refine((value) => isHandle(value) || (kind === 'PERSON' && value === 'me'), {
      error: `${EXPECTED_HANDLE}, or its URL`,
    }),
  );
}

const EXPECTED_HANDLE = 'expected a handle such as 10378.1/1234567';
/** The slash between prefix and suffix can be percent-encoded. */
const HANDLE = /\/|%2[fF]/;
/** In documents, `me` is the person linked to the user. */
const PERSON_OR_HANDLE = /^me$|\/|%2[fF]/;
/** Rejects the path of a file, which can contain a slash, too. */
const NO_PATH = /^(?!\.{0,2}[\\/])(?!.*\.(?:ya?ml|json)$)/;
const NO_BLANKS = /^\S+$/;

const HTTP_URL = /^\s*https?:\/\/[^\s/?#]\S*\s*$/i;

/** An http or https URL, kept unchanged. The servers accept any host and at most 65,536 characters. */
export function httpUrl(description: string, example: string): z.ZodMiniString<string> {
  return text(description, example).check(
    z.regex(HTTP_URL, 'expected an http or https URL'),
    z.maxLength(65_536, 'a URL has at most 65,536 characters'),
  );
}

const URI = /^[a-z][a-z0-9+.-]*:(?:[a-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})*$/i;

/** A URI of any scheme (RFC 3986): ASCII, no spaces, percent signs only in escapes. */
export function uri(description: string, example: string): z.ZodMiniString<string> {
  return text(description, example).check(z.regex(URI, 'expected a URI with its scheme, percent-encoded'));
}

/** A day of the calendar, written `YYYY-MM-DD`. */
export function date(description: string, example: string): z.ZodMiniISODate {
  const error = 'expected a date that exists, as YYYY-MM-DD';
  return z.iso
    .date({ error, abort: true })
    .check(z.meta({ description, examples: [example] }), z.refine(isSupportedYear, error));
}

/** ISO 8601 has a year 0; the servers do not accept it. */
function isSupportedYear(day: string): boolean {
  return !day.startsWith('0000');
}

/** Text values by name, for example the custom metadata of an item. */
export function textMap(
  description: string,
  example: Readonly<Record<string, string>> = { project: 'reef' },
): z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniString<string>> {
  return z.record(z.string(), z.string()).check(z.meta({ description, examples: [example] }));
}

/** A boolean for which the server assumes `fallback` if it is missing. */
export function flag(description: string, fallback: boolean) {
  return z.optional(z.boolean().check(z.meta({ description, default: fallback })));
}

/** Fields of every kind of item that people write. The registry accepts an empty display name, and then fails. */
export const namedFields = (exampleName: string) => ({
  display_name: nonEmptyText('Display name of the item.', exampleName),
  user_metadata: z.nullish(textMap('Custom metadata: string values by key.')),
});
