import { assertNonEmptyKey } from '../http/errors.ts';
import { type Database, parseColumn } from './database.ts';
import { RowCache } from './row-cache.ts';

/** The tables of documents, and their columns with the JSON. */
const COLUMNS = { access: 'payload', handles: 'properties', locks: 'payload', user_groups: 'payload' };
type Table = keyof typeof COLUMNS;

/** A table of JSON documents by id. As in DynamoDB, an id is not empty. */
export class Documents<Document extends object> {
  readonly #db: Database;
  readonly #cache: RowCache<Document | undefined>;
  readonly #table: Table;
  readonly #column: string;

  constructor(db: Database, table: Table) {
    this.#db = db;
    this.#cache = new RowCache(db);
    this.#table = table;
    this.#column = COLUMNS[table];
  }

  /** @returns the document with an id, frozen; undefined if there is none. @throws HttpError (500) for an empty id */
  get(id: string): Document | undefined {
    assertNonEmptyKey(id);
    return this.#cache.get(id, () => {
      const row = this.#db.get(`SELECT ${this.#column} AS json FROM ${this.#table} WHERE id = ?`, id);
      return row && parseColumn<Document>(row['json']);
    });
  }

  /** All documents with their ids, the oldest first. */
  entries(): [id: string, document: Document][] {
    const rows = this.#db.all(`SELECT id, ${this.#column} AS json FROM ${this.#table} ORDER BY rowid`);
    return rows.map((row) => [String(row['id']), parseColumn<Document>(row['json'])]);
  }

  /** Creates or replaces a document. */
  put(id: string, document: Document): void {
    this.#cache.delete(id);
    const sql = `INSERT INTO ${this.#table} VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET ${this.#column} = excluded.${this.#column}`;
    this.#db.run(sql, id, JSON.stringify(document));
  }

  delete(id: string): void {
    this.#cache.delete(id);
    this.#db.run(`DELETE FROM ${this.#table} WHERE id = ?`, id);
  }
}
