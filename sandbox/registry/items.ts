import type { SQLInputValue } from 'node:sqlite';
import { assertNonEmptyKey, serverError } from '../http/errors.ts';
import { type Database, parseColumn, type Row } from '../state/database.ts';
import { RowCache } from '../state/row-cache.ts';
import type { StoredItem } from './models/item.ts';

/** The main table of the registry. As in DynamoDB, keys and index keys are not empty. */
export class Items {
  /** Called for each item that was written or deleted. */
  onChange: (id: string) => void = () => {};
  readonly #db: Database;
  readonly #cache: RowCache<StoredItem | undefined>;

  constructor(db: Database) {
    this.#db = db;
    this.#cache = new RowCache(db);
  }

  /** @returns the item with this id, frozen; undefined if there is none. @throws HttpError (500) for an empty id */
  get(id: string): StoredItem | undefined {
    assertNonEmptyKey(id);
    return this.#cache.get(id, () => {
      const row = this.#db.get('SELECT payload FROM items WHERE id = ?', id);
      return row && parseRow(row);
    });
  }

  /** Writes an item. @throws HttpError (500) for an empty display name, which is an index key */
  put(item: StoredItem): void {
    if (item.display_name === '') throw serverError('The table rejects an empty string as display_name.');
    this.#cache.delete(item.id);
    this.#db.run(
      `INSERT INTO items (id, item_subtype, record_type, created_timestamp, updated_timestamp, display_name,
         access_info_uri, release_approver, release_timestamp, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET item_subtype = excluded.item_subtype, record_type = excluded.record_type,
         created_timestamp = excluded.created_timestamp, updated_timestamp = excluded.updated_timestamp,
         display_name = excluded.display_name, access_info_uri = excluded.access_info_uri,
         release_approver = excluded.release_approver, release_timestamp = excluded.release_timestamp,
         payload = excluded.payload`,
      item.id,
      item.item_subtype,
      item.record_type,
      item.created_timestamp,
      item.updated_timestamp,
      item.display_name ?? null,
      toColumnValue(item['access_info_uri']),
      toColumnValue(item['release_approver']),
      toColumnValue(item['release_timestamp']),
      JSON.stringify(item),
    );
    this.onChange(item.id);
  }

  delete(id: string): void {
    this.#cache.delete(id);
    this.#db.run('DELETE FROM items WHERE id = ?', id);
    this.onChange(id);
  }

  /** All items, oldest first. */
  *all(): Generator<StoredItem> {
    for (const row of this.#db.all('SELECT payload FROM items ORDER BY created_timestamp, id'))
      yield parseRow(row);
  }

  ids(): Set<string> {
    return new Set(this.#db.all('SELECT id FROM items').map((row) => String(row['id'])));
  }

  /** Records in the order of an index, after a key. `where` and `order` are SQL and must not contain text of a request. */
  page(where: string, order: string, values: SQLInputValue[], limit: number): StoredItem[] {
    const sql = `SELECT payload FROM items WHERE ${where} ORDER BY ${order} LIMIT ?`;
    return this.#db.all(sql, ...values, limit).map(parseRow);
  }
}

function parseRow(row: Row): StoredItem {
  return parseColumn<StoredItem>(row['payload']);
}

function toColumnValue(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
