import type { CallOptions, Provena } from '../client/index.ts';
import type { Path } from './json.ts';
import { saysMe, withMe } from './me.ts';
import { UserError } from './problem.ts';

/**
 * The documents with `me` replaced by the handle of the person that the token's user is linked to. Asks the server only
 * if the word is there.
 * @throws UserError when the user is linked to nobody.
 */
export async function resolveMe<T>(
  documents: readonly T[],
  fields: readonly Path[],
  provena: Pick<Provena, 'auth'>,
  options: CallOptions,
): Promise<readonly T[]> {
  if (!documents.some((document) => saysMe(document, fields))) return documents;
  const { person_id: personId } = await provena.auth.lookupLink(options);
  if (personId) return documents.map((document) => withMe(document, fields, personId));
  throw new UserError(
    'the document says `me`, but the user of this token is not linked to a person. Link one on the profile page of the instance, or write the handle of a person instead.',
  );
}
