import type * as z from 'zod/mini';
import type { CallOptions, Provena } from '../client/index.ts';
import type { Json } from './json.ts';
import { UserError } from './problem.ts';
import { replaceValues } from './replace.ts';
import { findHandles } from './schema-walk.ts';

/** The word that stands for the person linked to the token's user, wherever a document names a person. */
const ME_WORD = 'me';

/** The document refers to the person of a user who is not linked to one. */
export class UnlinkedUserError extends UserError {}

/**
 * The documents with `me` replaced by the person's handle. Asks the server only if the word is there.
 * @throws UnlinkedUserError when the user is linked to nobody.
 */
export async function resolveMe<T>(
  documents: readonly T[],
  schema: z.core.$ZodType,
  provena: Pick<Provena, 'auth'>,
  options: CallOptions,
): Promise<readonly T[]> {
  // A document that passed its schema is JSON, whatever type it has by now.
  const places = documents.map((document) =>
    findHandles(schema, document as Json).filter(({ kind, value }) => kind === 'PERSON' && value === ME_WORD),
  );
  if (places.every((found) => found.length === 0)) return documents;
  const { person_id: personId } = await provena.auth.lookupLink(options);
  if (!personId) {
    throw new UnlinkedUserError(
      'the document says `me`, but the user of this token is not linked to a person. Link one on the profile page of the instance, or write the handle of a person instead.',
    );
  }
  // Replacing a handle by another one does not change the type.
  return documents.map(
    (document, i) =>
      replaceValues(
        document as Json,
        (places[i] ?? []).map(({ path }) => ({ path, value: personId })),
      ) as T,
  );
}
