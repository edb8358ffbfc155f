import type * as z from 'zod/mini';
import type { CallOptions, Provena } from '../client/index.ts';
import type { Json } from './json.ts';
import { UnlinkedUserError } from './problem.ts';
import { replaceValues } from './replace.ts';
import { findHandles } from './schema-walk.ts';

/** The value of a person field that stands for the person linked to the token's user. */
const ME_WORD = 'me';

/** The person of each client's user, so that a step with many documents looks it up once. */
const people = new WeakMap<object, string>();

/**
 * Replaces `me` by the handle of the person that the user is linked to. Sends a request only if a document contains it,
 * and only until the person of this client is known.
 * @throws UnlinkedUserError when the user is not linked to a person.
 */
export async function resolveMe<T>(
  documents: readonly T[],
  schema: z.core.$ZodType,
  provena: Pick<Provena, 'auth'>,
  options: CallOptions,
): Promise<readonly T[]> {
  // A document that passed its schema is JSON, whatever its type.
  const values = documents.map((document) => document as Json);
  const places = values.map((value) =>
    findHandles(schema, value).filter(({ kind, value: handle }) => kind === 'PERSON' && handle === ME_WORD),
  );
  if (places.every((found) => found.length === 0)) return documents;
  const personId = people.get(provena.auth) ?? (await provena.auth.lookupLink(options)).person_id;
  if (!personId) {
    throw new UnlinkedUserError(
      'the document contains `me`, but the user of this token is not linked to a person. Link one on the profile page of the instance, or write the handle of a person instead.',
    );
  }
  people.set(provena.auth, personId);
  return values.map(
    (document, i) =>
      replaceValues(
        document,
        (places[i] ?? []).map(({ path }) => ({ path, value: personId })),
      ) as T, // Only texts are replaced by texts, so the type stays.
  );
}
