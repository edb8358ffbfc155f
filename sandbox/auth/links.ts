import type { Database } from '../state/database.ts';

/** The registered person of each user. */
export class Links {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  findPersonId(username: string): string | undefined {
    const row = this.#db.get('SELECT person_id FROM links WHERE username = ?', username);
    return row ? String(row['person_id']) : undefined;
  }

  listUsernames(personId: string): string[] {
    const rows = this.#db.all('SELECT username FROM links WHERE person_id = ? ORDER BY rowid', personId);
    return rows.map((row) => String(row['username']));
  }

  assign(username: string, personId: string): void {
    this.#db.run('INSERT OR REPLACE INTO links VALUES (?, ?)', username, personId);
  }

  clear(username: string): void {
    this.#db.run('DELETE FROM links WHERE username = ?', username);
  }
}
