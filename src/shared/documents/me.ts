import type * as z from 'zod/mini';
import type { CallOptions, Provena } from '../client/index.ts';
import type { Json } from './json.ts';
import { UnlinkedUserError } from './problem.ts';
import { replaceValues } from './replace.ts';
import { findHandles } from './validation/schema-walk.ts';

/** The value of a person field that means the person linked to the token's user. */
export const ME = 'me';

/** The person of each client's user, so that a step with many documents looks it up once. */
const people = new WeakMap<object, string>();

/**
 * Replaces `me` by the handle of the person that the user is linked to. Sends a request only if the document contains it,
 * and only until the person of this client is known.
 * @throws UnlinkedUserError when the user is not linked to a person.
 */
export async function resolveMe<T>(
  document: T,
  schema: z.core.$ZodType,
  provena: Pick<Provena, 'auth'>,
  options: CallOptions,
): Promise<T> {
  if (!containsMe(document, schema)) return document;
  return replaceMe(document, schema, await fetchOwnPerson(provena, options));
}

/** True when a document that passed its schema names the user of the token as `me`. */
export function containsMe(document: unknown, schema: z.core.$ZodType): boolean {
  // `findMe` looks up the schema of each value, and few documents contain the word.
  return containsWord(document) && findMe(document, schema).length > 0;
}

/** True when a value is the word `me`, or contains it, also where it means no person, such as in a name. */
function containsWord(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).some(containsWord) : value === ME;
}

/** The document with the handle of a person instead of `me`. */
export function replaceMe<T>(document: T, schema: z.core.$ZodType, person: string): T {
  const places = findMe(document, schema).map(({ path }) => ({ path, value: person }));
  // Only strings are replaced by strings, so the type stays; a document that passed its schema is JSON.
  return places.length === 0 ? document : (replaceValues(document as Json, places) as T);
}

/**
 * The handle of the person that the user is linked to. Sends a request only until it is known for this client.
 * @throws UnlinkedUserError when the user is not linked to a person.
 */
export async function fetchOwnPerson(provena: Pick<Provena, 'auth'>, options: CallOptions): Promise<string> {
  const personId = people.get(provena.auth) ?? (await provena.auth.lookupLink(options)).person_id;
  if (personId) {
    people.set(provena.auth, personId);
    return personId;
  }
  throw new UnlinkedUserError(
    'the document contains `me`, but the user of this token is not linked to a person. Link a person to the user on the profile page of the instance, or write the handle of a person instead of `me`.',
  );
}

function findMe(document: unknown, schema: z.core.$ZodType) {
  // A document that passed its schema is JSON, whatever its type.
  return findHandles(schema, document as Json).filter(({ kind, value }) => kind === 'PERSON' && value === ME);
}
