import { randomUUID } from 'node:crypto';
import type { Clock } from '../state/clock.ts';
import { type Database, toNumber, toText } from '../state/database.ts';

/** Time after which an unused session ends. */
const IDLE_MS = { online: 1_800_000, offline: 30 * 86_400_000 };

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

  start(username: string, clientId: string, scopes: Set<string>): Session {
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
    const row = this.#db.get('SELECT * FROM sessions WHERE id = ?', id);
    if (!row) return undefined;
    const offline = row['offline'] === 1;
    const idleMs = this.#clock.ms() - (toNumber(row['used_ms']) ?? 0);
    if (idleMs > IDLE_MS[offline ? 'offline' : 'online']) return undefined;
    this.#db.run('UPDATE sessions SET used_ms = ? WHERE id = ?', this.#clock.ms(), id);
    const scopes = new Set((toText(row['scope']) ?? '').split(' ').filter((scope) => scope !== ''));
    return { id, username: String(row['username']), clientId: String(row['client_id']), scopes, offline };
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
