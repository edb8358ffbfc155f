import { assertNonEmptyKey } from '../http/errors.ts';
import { parseColumn } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

export const REQUEST_STATUSES = [
  'PENDING_APPROVAL',
  'APPROVED_PENDING_ACTION',
  'DENIED_PENDING_DELETION',
  'ACTIONED_PENDING_DELETION',
] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

const FRIENDLY_STATUSES: Record<RequestStatus, string> = {
  PENDING_APPROVAL: 'Waiting for a decision',
  APPROVED_PENDING_ACTION: 'Approved, roles to be granted',
  DENIED_PENDING_DELETION: 'Denied',
  ACTIONED_PENDING_DELETION: 'Granted',
};

/** A request for other roles. The two `…_contents` are access reports as JSON strings. */
export type AccessRequest = {
  username: string;
  request_id: number;
  expiry: number;
  email: string;
  created_timestamp: number;
  updated_timestamp: number;
  status: RequestStatus;
  ui_friendly_status: string;
  request_diff_contents: string;
  complete_contents: string;
  notes: string;
};

const LIFETIME_SECONDS = 30 * 86_400;

/**
 * The requests of users for other roles that have not expired, oldest first. Approval changes no roles: an administrator grants
 * them in Keycloak.
 */
export function listRequests({ db, clock }: SandboxState): AccessRequest[] {
  return db
    .all('SELECT payload FROM access_requests ORDER BY request_id, username')
    .map((row) => parseColumn<AccessRequest>(row['payload']))
    .filter((one) => one.expiry > clock.seconds());
}

/** @throws HttpError (500) for an empty name */
export function listRequestsOfUser(state: SandboxState, username: string): AccessRequest[] {
  assertNonEmptyKey(username);
  return listRequests(state).filter((one) => one.username === username);
}

export function findRequest(
  state: SandboxState,
  username: string,
  requestId: number,
): AccessRequest | undefined {
  return listRequestsOfUser(state, username).find((one) => one.request_id === requestId);
}

/**
 * Writes a new request, and deletes those that have expired. The id is the Unix time in seconds: a second request in the same
 * second replaces the first.
 */
export function addRequest(
  state: SandboxState,
  { username, email, diff, current }: { username: string; email: string; diff: object; current: object },
): void {
  const now = state.clock.seconds();
  state.db.run("DELETE FROM access_requests WHERE payload ->> 'expiry' <= ?", now);
  saveRequest(state, {
    username,
    request_id: now,
    expiry: now + LIFETIME_SECONDS,
    email,
    created_timestamp: now,
    updated_timestamp: now,
    status: 'PENDING_APPROVAL',
    ui_friendly_status: FRIENDLY_STATUSES.PENDING_APPROVAL,
    request_diff_contents: JSON.stringify(diff),
    complete_contents: JSON.stringify(current),
    notes: '',
  });
}

/** Changes the status of a request, and adds a note to its notes, which are one string separated by commas. */
export function changeRequest(
  state: SandboxState,
  request: AccessRequest,
  { status = request.status, note }: { status?: RequestStatus; note: string | null },
): void {
  const notes = request.notes !== '' && note !== null ? `${request.notes},${note}` : (note ?? request.notes);
  const ui_friendly_status = FRIENDLY_STATUSES[status];
  const updated_timestamp = state.clock.seconds();
  saveRequest(state, { ...request, status, ui_friendly_status, notes, updated_timestamp });
}

export function deleteRequest({ db }: SandboxState, username: string, requestId: number): void {
  db.run('DELETE FROM access_requests WHERE username = ? AND request_id = ?', username, requestId);
}

function saveRequest({ db }: SandboxState, request: AccessRequest): void {
  const { username, request_id } = request;
  const sql = 'INSERT OR REPLACE INTO access_requests VALUES (?, ?, ?)';
  db.run(sql, username, request_id, JSON.stringify(request));
}

export function isPending(request: AccessRequest): boolean {
  return request.status === 'PENDING_APPROVAL';
}
