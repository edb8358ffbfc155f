import type { CallOptions, Provena } from '../../client/index.ts';
import { isOtherUrl, toHandle } from '../../client/model/parse-handle.ts';
import { ME } from '../../documents/me.ts';
import { UserError } from '../../documents/problem.ts';
import { LINK_PERSON_ADVICE } from '../lifecycle/failure.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

/**
 * Returns the handle of the person that the input `approver` names: a handle, `me`, or a user name.
 * @throws UserError if the user is linked to no person, or the person is not a reviewer of the instance
 */
export async function resolveApprover(
  approver: string,
  provena: Provena,
  call: CallOptions,
): Promise<string> {
  const person = await findPerson(approver, provena, call);
  const reviewers = await provena.datastore.review.listReviewers(call);
  if (reviewers.includes(person)) return person;
  const name = person === approver ? person : `${approver} (${person})`;
  const known =
    reviewers.length > 0 ? `Reviewers: ${reviewers.toSorted().join(', ')}` : 'It has no reviewers';
  throw new UserError(
    `input approver: ${name} is not a reviewer of this instance. ${known}. An administrator can add reviewers.`,
  );
}

/**
 * Returns the handle of the person that the user of the token is linked to.
 * @throws StepFailedError if the user is linked to no person
 */
export async function requireLinkedPerson({ auth }: Provena, call: CallOptions): Promise<string> {
  const { person_id: person } = await auth.lookupLink(call);
  if (person) return person;
  throw new StepFailedError('the user of this token is not linked to a person', {
    advice: LINK_PERSON_ADVICE,
    anchor: 'user-not-linked',
  });
}

async function findPerson(approver: string, provena: Provena, call: CallOptions): Promise<string> {
  if (approver === ME) return requireLinkedPerson(provena, call);
  const handle = toHandle(approver);
  if (isOtherUrl(handle))
    throw new UserError(
      `input approver: ${approver} is not the URL of a person. Use a handle, a user name, or me`,
    );
  // User names contain no slash.
  if (handle.includes('/')) return handle;
  const { person_id: person } = await provena.auth.lookupLink({ ...call, username: approver });
  if (person) return person;
  throw new UserError(
    `input approver: no person is linked to the user ${approver}. Check the user name, or give the handle of the person.`,
  );
}
