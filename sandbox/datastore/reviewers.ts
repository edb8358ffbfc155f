import type { Database } from '../state/database.ts';

/** Ids of the people who may release datasets. The server does not check that they are people. */
export class Reviewers {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  all(): string[] {
    return this.#db.all('SELECT id FROM reviewers').map((row) => String(row['id']));
  }

  has(id: string): boolean {
    return this.#db.get('SELECT id FROM reviewers WHERE id = ?', id) !== undefined;
  }

  add(id: string): void {
    this.#db.run('INSERT OR IGNORE INTO reviewers VALUES (?)', id);
  }

  remove(id: string): void {
    this.#db.run('DELETE FROM reviewers WHERE id = ?', id);
  }
}
