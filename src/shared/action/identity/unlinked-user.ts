import { type CallOptions, type Provena, UnavailableError } from '../../client/index.ts';
import { StepFailedError } from '../lifecycle/failure.ts';

/** Advice for a user who is not linked to a person. */
export const LINK_PERSON_ADVICE =
  'Link a person to the user on the profile page of the instance, once, and run the step again.';

/**
 * Replaces the error of a write if its cause is that the user is not linked to a person: the data store answers such
 * writes with 500. Returns any other error unchanged.
 */
export async function explainUnlinkedUser(
  error: unknown,
  { auth }: Pick<Provena, 'auth'>,
  call: CallOptions,
): Promise<unknown> {
  if (!(error instanceof UnavailableError) || error.status !== 500) return error;
  const link = await auth.lookupLink(call).catch(() => undefined);
  if (!link || link.person_id) return error;
  return new StepFailedError(
    'the user of this token is not linked to a person, and Provena lets only linked users create things',
    {
      advice: LINK_PERSON_ADVICE,
      anchor: 'user-not-linked',
      cause: error,
    },
  );
}
