import { badRequest, RequestRejectedError, serverError, unauthorised } from '../http/errors.ts';
import { type Actor, ADMIN_ROLES, hasAnyRole } from '../registry/access.ts';
import { replaceContents } from '../registry/item-contents.ts';
import type { DatasetDomainInfo } from '../registry/models/dataset.ts';
import { getLinkedPerson } from '../registry/permission.ts';
import { getContents } from '../registry/version.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { DATASET, demandUserContext, fetchDataset } from './from-registry.ts';
import { Reviewers } from './reviewers.ts';

type Release = Pick<
  DatasetDomainInfo,
  'release_status' | 'release_approver' | 'release_timestamp' | 'release_history'
>;

/**
 * Asks a reviewer to release a dataset.
 * @throws RequestRejectedError (400) for who is linked to nobody, an unknown dataset, one that is not unreleased, or an approver who is no reviewer;
 * 401 for who does not rule the dataset or a locked one
 */
export function requestRelease(
  state: SandboxState,
  request: { dataset_id: string; approver_id: string; notes: string },
  actor: Actor,
): void {
  demandUserContext(actor);
  const requester = getLinkedPerson(state, actor.username);
  const { item, roles, locked } = fetchDataset(state, request.dataset_id, actor);
  if (!hasAnyRole(roles, ADMIN_ROLES))
    throw unauthorised('You are not authorised to ask for the release of this dataset.');
  if (item.release_status !== 'NOT_RELEASED') throw badRequest(`The dataset is ${item.release_status}.`);
  if (!new Reviewers(state.db).has(request.approver_id))
    throw badRequest(`${request.approver_id} is no reviewer.`);
  if (locked) throw unauthorised('The dataset is locked.');
  const timestamp = state.clock.seconds();
  const entry = {
    action: 'REQUEST' as const,
    timestamp,
    approver: request.approver_id,
    requester,
    notes: request.notes,
  };
  writeRelease(state, request.dataset_id, {
    release_status: 'PENDING',
    release_approver: request.approver_id,
    release_timestamp: timestamp,
    release_history: [...item.release_history, entry],
  });
  mail(state, actor, request.approver_id, request.dataset_id, 'You are asked to release a dataset');
}

/**
 * The reviewer's answer.
 * @throws RequestRejectedError (400) for who is linked to nobody or a dataset that waits for nothing, 401 for who is not the reviewer asked, 500
 * for a locked dataset
 */
export function decideRelease(
  state: SandboxState,
  request: { dataset_id: string; approve: boolean; notes: string },
  actor: Actor,
): void {
  demandUserContext(actor);
  const approver = getLinkedPerson(state, actor.username);
  if (!new Reviewers(state.db).has(approver)) throw unauthorised('You are no reviewer.');
  const { item, locked } = fetchDataset(state, request.dataset_id, actor);
  if (item.release_status !== 'PENDING')
    throw badRequest(`The dataset is ${item.release_status}, it waits for no answer.`);
  if (item.release_approver !== approver) throw unauthorised('Another reviewer was asked.');
  if (locked) throw serverError('The registry answered 401: the dataset is locked.');
  const timestamp = state.clock.seconds();
  const action = request.approve ? ('APPROVE' as const) : ('REJECT' as const);
  writeRelease(state, request.dataset_id, {
    release_status: request.approve ? 'RELEASED' : 'NOT_RELEASED',
    release_approver: approver,
    release_timestamp: timestamp,
    release_history: [
      ...item.release_history,
      { action, timestamp, approver, requester: null, notes: request.notes },
    ],
  });
  mail(state, actor, approver, request.dataset_id, `You answered: ${action}`);
  const owner = state.links.personOf(item.owner_username);
  if (owner !== undefined) mail(state, actor, owner, request.dataset_id, `The reviewer answered: ${action}`);
}

/** Changes of the release leave no entry in the history. */
function writeRelease(state: SandboxState, id: string, release: Release): void {
  const stored = state.items.get(id);
  if (!stored) throw badRequest(`There is no dataset ${id}.`);
  state.items.put(replaceContents(state, stored, { ...getContents(DATASET, stored), ...release }, null));
}

/** @throws RequestRejectedError (500) without a word when the person has no address; what was changed stays changed */
function mail(state: SandboxState, actor: Actor, personId: string, datasetId: string, subject: string): void {
  const email_to = state.items.get(personId)?.['email'];
  if (typeof email_to !== 'string') throw new RequestRejectedError(500, '');
  const body = `See https://data.${state.settings.domain}/dataset/${datasetId}?view=approvals`;
  state.jobs.launch({
    username: actor.username,
    subType: 'SEND_EMAIL',
    payload: { email_to, subject, body, reason: subject },
  });
}
