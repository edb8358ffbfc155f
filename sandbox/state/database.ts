import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { LAYOUT, SCHEMA, TABLES } from './schema.ts';

export type Row = Record<string, SQLOutputValue>;

/** All state of a sandbox: one SQLite database, in memory or in a folder, written so that a killed process loses nothing. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #snapshots = new Set<string>();
  #depth = 0;

  /** @throws Error for a folder that cannot be written, or holds the data of another version of the sandbox */
  constructor(folder?: string) {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    this.#db = new DatabaseSync(folder === undefined ? ':memory:' : join(folder, 'provena.sqlite'));
    this.#demandLayout(folder);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    this.#db.exec(SCHEMA);
    this.#db.exec(`PRAGMA user_version = ${LAYOUT}`);
  }

  /** The rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  /** The first row of a query. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** Runs a statement; gives the number of rows that it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Everything inside happens or nothing does; may be nested. `work` must not wait for anything. */
  atomically<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#db.exec('BEGIN IMMEDIATE');
    this.#depth++;
    try {
      const value = work();
      this.#db.exec('COMMIT');
      return value;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** Keeps a copy of every table under a name, in memory, until the process ends. */
  snapshot(name: string): void {
    if (!/^\w{1,40}$/.test(name))
      throw new Error(`a snapshot's name is 1 to 40 letters, digits or _; got "${name}"`);
    if (this.#snapshots.size === 0) this.#db.exec("ATTACH ':memory:' AS snapshots");
    this.#snapshots.add(name);
    this.atomically(() => {
      for (const table of TABLES) {
        this.#db.exec(`DROP TABLE IF EXISTS ${copyOf(table, name)}`);
        this.#db.exec(`CREATE TABLE ${copyOf(table, name)} AS SELECT * FROM main.${table}`);
      }
    });
  }

  /** Puts every table back to what a snapshot holds. */
  restore(name: string): void {
    if (!this.#snapshots.has(name)) {
      throw new Error(
        `no snapshot is called "${name}"; there are: ${[...this.#snapshots].join(', ') || 'none'}`,
      );
    }
    this.atomically(() => {
      for (const table of TABLES) {
        this.#db.exec(`DELETE FROM main.${table}`);
        this.#db.exec(`INSERT INTO main.${table} SELECT * FROM ${copyOf(table, name)}`);
      }
    });
  }

  /** A small value that outlives a restart. */
  setting(name: string): string | undefined {
    return text(this.get('SELECT value FROM settings WHERE name = ?', name)?.['value']);
  }

  keep(name: string, value: string): void {
    this.run(
      'INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      value,
    );
  }

  close(): void {
    this.#db.close();
  }

  #demandLayout(folder: string | undefined): void {
    const isNew = this.get('SELECT 1 FROM sqlite_schema') === undefined;
    if (isNew || number(this.get('PRAGMA user_version')?.['user_version']) === LAYOUT) return;
    this.close();
    throw new Error(
      `${folder} holds the data of another version of the sandbox: start with an empty folder, or with that version`,
    );
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

/** The table in which a snapshot keeps another. */
function copyOf(table: string, snapshot: string): string {
  return `snapshots."${table} of ${snapshot}"`;
}

/** A column as text; undefined when it is null or absent. */
export function text(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A column as a number; undefined when it is null or absent. */
export function number(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A JSON column that this program wrote itself, which is why its type may be asserted. */
export function parsed<T>(value: SQLOutputValue | undefined): T {
  return JSON.parse(String(value)) as T;
}
