import { findPersonId } from '../auth/links.ts';
import { badRequest, HttpError, serverError, unauthorized } from '../http/errors.ts';
import { getContents, replaceContents } from '../registry/item-contents.ts';
import { DATASET } from '../registry/kinds.ts';
import type { DatasetDomainInfo } from '../registry/models/dataset.ts';
import { type Actor, ADMIN_ROLES, getItem, getLinkedPerson, hasAnyRole } from '../registry/permission.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type FetchedDataset, fetchDataset } from './from-registry.ts';

type ReleaseHistoryEntry = DatasetDomainInfo['release_history'][number];

/**
 * Requests the release of a dataset from a reviewer.
 * @throws HttpError 400 for a user who is not linked to a person, an unknown dataset, one that is not NOT_RELEASED, or
 * an approver who is not a reviewer; 401 for a locked dataset, or without the role admin of it
 */
export function requestRelease(
  state: SandboxState,
  request: { dataset_id: string; approver_id: string; notes: string },
  actor: Actor,
): void {
  const requester = getLinkedPerson(state, actor.username);
  const { item, roles, locked } = fetchDataset(state, request.dataset_id, actor);
  if (!hasAnyRole(roles, ADMIN_ROLES))
    throw unauthorized('You are not authorized to request the release of this dataset.');
  if (item.release_status !== 'NOT_RELEASED') throw badRequest(`The dataset is ${item.release_status}.`);
  if (!isReviewer(state, request.approver_id)) throw badRequest(`${request.approver_id} is not a reviewer.`);
  if (locked) throw unauthorized('The dataset is locked.');
  const approver = request.approver_id;
  writeRelease(state, item, 'PENDING', { action: 'REQUEST', approver, requester, notes: request.notes });
  sendEmail(state, findAddress(state, approver), item.id, 'Your review of a dataset is requested');
}

/**
 * Records the decision of the reviewer.
 * @throws HttpError 400 for a user who is not linked to a person or a dataset that is not PENDING, 401 for a user who
 * is not the approver, 500 for a locked dataset
 */
export function decideRelease(
  state: SandboxState,
  request: { dataset_id: string; approve: boolean; notes: string },
  actor: Actor,
): void {
  const approver = getLinkedPerson(state, actor.username);
  if (!isReviewer(state, approver)) throw unauthorized('You are not a reviewer.');
  const { item, locked } = fetchDataset(state, request.dataset_id, actor);
  if (item.release_status !== 'PENDING')
    throw badRequest(`The dataset is ${item.release_status}, so there is nothing to decide.`);
  if (item.release_approver !== approver)
    throw unauthorized('The release was requested from another reviewer.');
  if (locked) throw serverError('The registry responded with 401: the dataset is locked.');
  const [status, action] = request.approve
    ? (['RELEASED', 'APPROVE'] as const)
    : (['NOT_RELEASED', 'REJECT'] as const);
  writeRelease(state, item, status, { action, approver, requester: null, notes: request.notes });
  const owner = findPersonId(state, item.owner_username);
  const [toApprover, toOwner] = [approver, owner].map((id) => id && findAddress(state, id));
  if (toApprover) sendEmail(state, toApprover, item.id, `Your decision: ${action}`);
  if (toOwner) sendEmail(state, toOwner, item.id, `The decision of the reviewer: ${action}`);
}

/** Writes the state of a release and the entry of its history. Adds no entry to the history of the item. */
function writeRelease(
  state: SandboxState,
  { id, release_history }: FetchedDataset['item'],
  release_status: DatasetDomainInfo['release_status'],
  { action, ...decision }: Omit<ReleaseHistoryEntry, 'timestamp'>,
): void {
  const timestamp = state.clock.seconds();
  const stored = getItem(state, id);
  const info = {
    ...getContents(DATASET, stored),
    release_status,
    release_approver: decision.approver,
    release_timestamp: timestamp,
    release_history: [...release_history, { action, timestamp, ...decision }],
  };
  state.items.put(replaceContents(state, stored, info, null));
}

/** The email address of a person. @throws HttpError (500) with an empty message without one. The release stays changed. */
function findAddress(state: SandboxState, personId: string): string {
  const address = state.items.get(personId)?.['email'];
  if (typeof address !== 'string') throw new HttpError(500, '');
  return address;
}

/** Launches the job that sends an email, which belongs to the data store. */
function sendEmail(state: SandboxState, email_to: string, datasetId: string, subject: string): void {
  const body = `See https://data.${state.settings.domain}/dataset/${datasetId}?view=approvals`;
  state.jobs.launchEmail('service-account-data-store-api', { email_to, subject, body });
}

/** Ids of the people who may release datasets. The server does not check that they are people. */
export function listReviewers({ db }: SandboxState): string[] {
  return db.all('SELECT id FROM reviewers').map((row) => String(row['id']));
}

function isReviewer({ db }: SandboxState, id: string): boolean {
  return db.get('SELECT id FROM reviewers WHERE id = ?', id) !== undefined;
}

export function addReviewer({ db }: SandboxState, id: string): void {
  db.run('INSERT OR IGNORE INTO reviewers VALUES (?)', id);
}

export function removeReviewer({ db }: SandboxState, id: string): void {
  db.run('DELETE FROM reviewers WHERE id = ?', id);
}
