import type { Clock } from '../clock.ts';
import { type Database, parsed } from '../store/database.ts';
import type { Actor } from './access.ts';
import { requireKey } from './items.ts';
import type { LockInformation } from './models/item.ts';

/** Which items are locked, and who locked and unlocked them when and why. */
export class Locks {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The lock of an item, or undefined when there is no such item. @throws Refusal 500 for an empty id */
  get(id: string): LockInformation | undefined {
    requireKey(id);
    const row = this.#db.get('SELECT payload FROM locks WHERE id = ?', id);
    return row ? parsed<LockInformation>(row['payload']) : undefined;
  }

  put(id: string, information: LockInformation): void {
    this.#db.run('INSERT OR REPLACE INTO locks VALUES (?, ?)', id, JSON.stringify(information));
  }

  /** A lock for a new item, open and without history. */
  start(id: string): void {
    this.put(id, { locked: false, history: [] });
  }

  turn(id: string, action: 'LOCK' | 'UNLOCK', actor: Actor, reason: string): void {
    const { history } = this.get(id) ?? { history: [] };
    const timestamp = this.#clock.seconds();
    const event = { action_type: action, username: actor.username, email: actor.email, reason, timestamp };
    this.put(id, { locked: action === 'LOCK', history: [...history, event] });
  }

  delete(id: string): void {
    this.#db.run('DELETE FROM locks WHERE id = ?', id);
  }
}
