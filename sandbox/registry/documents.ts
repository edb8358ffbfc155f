import { assertNonEmptyKey } from '../http/errors.ts';
import { type Database, parseColumn } from '../state/database.ts';
import { RowCache } from '../state/row-cache.ts';

/** A table with a document for each item. */
export class Documents<Document extends object> {
  readonly #db: Database;
  readonly #cache: RowCache<Document | undefined>;
  readonly #table: 'access' | 'locks';

  constructor(db: Database, table: 'access' | 'locks') {
    this.#db = db;
    this.#cache = new RowCache(db);
    this.#table = table;
  }

  /** @returns the document of an item, frozen; undefined if there is none. @throws HttpError (500) for an empty id */
  get(id: string): Document | undefined {
    assertNonEmptyKey(id);
    return this.#cache.get(id, () => {
      const row = this.#db.get(`SELECT payload FROM ${this.#table} WHERE id = ?`, id);
      return row && parseColumn<Document>(row['payload']);
    });
  }

  put(id: string, document: Document): void {
    this.#cache.delete(id);
    this.#db.run(`INSERT OR REPLACE INTO ${this.#table} VALUES (?, ?)`, id, JSON.stringify(document));
  }

  delete(id: string): void {
    this.#cache.delete(id);
    this.#db.run(`DELETE FROM ${this.#table} WHERE id = ?`, id);
  }
}
