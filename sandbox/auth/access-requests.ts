import type { Clock } from '../state/clock.ts';
import { type Database, parseColumn } from '../state/database.ts';

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

/** Requests of users for other roles. Approval changes no roles: an administrator grants them in Keycloak. */
export class AccessRequests {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Requests that have not expired, oldest first. */
  all(): AccessRequest[] {
    const rows = this.#db.all('SELECT payload FROM access_requests ORDER BY request_id, username');
    return rows
      .map((row) => parseColumn<AccessRequest>(row['payload']))
      .filter((one) => one.expiry > this.#clock.seconds());
  }

  listOfUser(username: string): AccessRequest[] {
    return this.all().filter((one) => one.username === username);
  }

  get(username: string, requestId: number): AccessRequest | undefined {
    return this.listOfUser(username).find((one) => one.request_id === requestId);
  }

  /** The id of a request is its Unix time in seconds: a second request in the same second replaces the first. */
  add(username: string, email: string, diff: object, current: object): void {
    const now = this.#clock.seconds();
    this.#save({
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

  addNote(request: AccessRequest, note: string): void {
    this.#change(request, { notes: addNote(request.notes, note) });
  }

  changeState(request: AccessRequest, status: RequestStatus, note: string | null): void {
    const notes = note === null ? request.notes : addNote(request.notes, note);
    this.#change(request, { status, ui_friendly_status: FRIENDLY_STATUSES[status], notes });
  }

  delete(username: string, requestId: number): void {
    this.#db.run('DELETE FROM access_requests WHERE username = ? AND request_id = ?', username, requestId);
  }

  #change(request: AccessRequest, change: Partial<AccessRequest>): void {
    this.#save({ ...request, ...change, updated_timestamp: this.#clock.seconds() });
  }

  #save(request: AccessRequest): void {
    const { username, request_id } = request;
    this.#db.run(
      'INSERT OR REPLACE INTO access_requests VALUES (?, ?, ?)',
      username,
      request_id,
      JSON.stringify(request),
    );
  }
}

export function isPending(request: AccessRequest): boolean {
  return request.status === 'PENDING_APPROVAL';
}

/** Notes are stored in one string, separated by commas. */
function addNote(notes: string, note: string): string {
  return notes === '' ? note : `${notes},${note}`;
}
