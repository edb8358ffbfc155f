import type { Clock } from '../state/clock.ts';
import type { Database } from '../state/database.ts';
import type { Actor } from './access.ts';
import { Documents } from './documents.ts';
import type { LockInformation } from './models/item.ts';

/** The locks of all items with their histories. */
export class Locks extends Documents<LockInformation> {
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    super(db, 'locks');
    this.#clock = clock;
  }

  setLocked(id: string, action: 'LOCK' | 'UNLOCK', actor: Actor, reason: string): void {
    const { history } = this.get(id) ?? { history: [] };
    const timestamp = this.#clock.seconds();
    const event = { action_type: action, username: actor.username, email: actor.email, reason, timestamp };
    this.put(id, { locked: action === 'LOCK', history: [...history, event] });
  }
}
