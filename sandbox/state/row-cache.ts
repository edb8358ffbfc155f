import type { Database } from './database.ts';

/** Enough for the items that the records of a batch share. */
const MAX_ENTRIES = 200;

/**
 * Keeps the parsed rows of a table that were read last. Callers share the values and must not change them: they are
 * frozen. The table calls `delete` for each row that it writes; a rollback and a snapshot that is restored empty the
 * cache.
 */
export class RowCache<T> {
  readonly #entries = new Map<string, T>();

  constructor(db: Database) {
    db.onReset(() => this.#entries.clear());
  }

  /** The row with a key: the one in the cache, or else the one that `read` returns. */
  get(key: string, read: () => T): T {
    const known = this.#entries.get(key);
    const value = known === undefined ? freeze(read()) : known;
    if (value === undefined) return value;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [leastRecent] = this.#entries.keys();
    if (leastRecent !== undefined && this.#entries.size > MAX_ENTRIES) this.#entries.delete(leastRecent);
    return value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

/** Freezes a JSON value at every depth. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
