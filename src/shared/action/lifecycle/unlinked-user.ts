import { type CallOptions, type Provena, ProvenaError } from '../../client/index.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { LINK_PERSON_ADVICE } from './failure.ts';

/**
 * Explains the error of a write by a user who is not linked to a person: the registry responds to such writes with 400, the
 * data store with 500. Returns any other error unchanged.
 */
export async function explainUnlinkedUser(
  error: unknown,
  { auth }: Pick<Provena, 'auth'>,
  call: CallOptions,
): Promise<unknown> {
  // An error of the store has no request.
  if (!(error instanceof ProvenaError) || (error.request?.method ?? 'GET') === 'GET') return error;
  if (error.status !== 400 && error.status !== 500) return error;
  const link = await auth.lookupLink(call).catch(() => undefined);
  if (!link || link.person_id) return error;
  return new StepFailedError(
    `the user of this token is not linked to a person, and Provena requires this link to create items\n${error.message}`,
    {
      advice: LINK_PERSON_ADVICE,
      anchor: 'user-not-linked',
      cause: error,
    },
  );
}
