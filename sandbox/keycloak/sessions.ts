import { randomUUID } from 'node:crypto';
import type { Clock } from '../state/clock.ts';
import { type Database, toText } from '../state/database.ts';

/** Time after which an unused session ends. */
const ONLINE_IDLE_MS = 30 * 60_000;
const OFFLINE_IDLE_MS = 30 * 86_400_000;

/** SQL: whether a session has not ended at a time. */
const IS_ACTIVE = `used_ms >= ? - iif(offline, ${OFFLINE_IDLE_MS}, ${ONLINE_IDLE_MS})`;

/** A login. Its refresh tokens are valid until it ends. */
export type Session = {
  id: string;
  username: string;
  clientId: string;
  scopes: Set<string>;
  offline: boolean;
};

export class Sessions {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * Starts a session, and deletes those that have ended. Offline sessions stay: they would be gone when a test sets the clock
   * back.
   */
  start(username: string, clientId: string, scopes: Set<string>): Session {
    this.#db.run(`DELETE FROM sessions WHERE NOT offline AND NOT (${IS_ACTIVE})`, this.#clock.ms());
    const session = { id: randomUUID(), username, clientId, scopes, offline: scopes.has('offline_access') };
    this.#db.run(
      'INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)',
      session.id,
      username,
      clientId,
      [...scopes].join(' '),
      Number(session.offline),
      this.#clock.ms(),
    );
    return session;
  }

  /** Returns a session that has not ended, and extends it. */
  use(id: string): Session | undefined {
    const now = this.#clock.ms();
    const sql = `UPDATE sessions SET used_ms = ? WHERE id = ? AND ${IS_ACTIVE} RETURNING *`;
    const row = this.#db.get(sql, now, id, now);
    if (!row) return undefined;
    const scopes = String(row['scope']).split(' ');
    return {
      id,
      username: String(row['username']),
      clientId: String(row['client_id']),
      scopes: new Set(scopes.filter((scope) => scope !== '')),
      offline: row['offline'] === 1,
    };
  }

  /** The session of the offline token of a person; the one of an earlier start, if there is one. */
  getOrStartOffline(username: string, clientId: string, scopes: Set<string>): Session {
    const sql = 'SELECT id FROM sessions WHERE username = ? AND client_id = ? AND scope = ? AND offline = 1';
    const id = toText(this.#db.get(sql, username, clientId, [...scopes].join(' '))?.['id']);
    return (id === undefined ? undefined : this.use(id)) ?? this.start(username, clientId, scopes);
  }

  end(id: string): void {
    this.#db.run('DELETE FROM sessions WHERE id = ?', id);
  }
}
