import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { createFolder } from './create-folder.ts';
import { SCHEMA, SCHEMA_VERSION, TABLES } from './schema.ts';

export type Row = Record<string, SQLOutputValue>;

/** The largest page of a query of DynamoDB, in which the server stores its tables. */
export const MAX_PAGE_SIZE = 2 ** 31 - 1;

/**
 * The state of a sandbox: a SQLite database, in memory or in a folder. In a folder, a killed process loses no
 * acknowledged change.
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #snapshots = new Set<string>();
  readonly #resetListeners: (() => void)[] = [];
  readonly #afterCommit: (() => void)[] = [];

  /** @throws Error for a folder that is not writable, in use, or has data of another version of the sandbox */
  constructor(folder?: string) {
    this.#db = openDatabase(folder);
    try {
      this.#assertSchemaVersion(folder);
      this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      // Together, so that a start that is killed or finds a full disk leaves no tables without a version.
      this.atomically(() => this.#db.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}`));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  /** The first row of a query. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** The rows of a query, one at a time. */
  iterate(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#statement(sql).iterate(...values);
  }

  /** Runs a statement. @returns the number of changed rows */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Runs `work` in a transaction; a nested call joins the outer one. `work` must be synchronous. */
  atomically<T>(work: () => T): T {
    if (this.#db.isTransaction) return work();
    this.#db.exec('BEGIN IMMEDIATE');
    let value: T;
    try {
      value = work();
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK'); // when the disk is full, SQLite has done so
      this.#afterCommit.length = 0;
      this.#reset();
      throw error;
    }
    for (const next of this.#afterCommit.splice(0)) next();
    return value;
  }

  /** Runs `work` when the current transaction is committed; at once if there is none. */
  afterCommit(work: () => void): void {
    if (this.#db.isTransaction) this.#afterCommit.push(work);
    else work();
  }

  /** Copies all tables in memory under a name. */
  snapshot(name: string): void {
    if (!/^\w{1,40}$/.test(name))
      throw new Error(`a snapshot's name is 1 to 40 letters, digits or _; got "${name}"`);
    if (this.#snapshots.size === 0) this.#db.exec("ATTACH ':memory:' AS snapshots");
    this.#snapshots.add(name);
    this.atomically(() => {
      for (const table of TABLES) {
        this.#db.exec(`DROP TABLE IF EXISTS ${getCopyName(table, name)}`);
        this.#db.exec(`CREATE TABLE ${getCopyName(table, name)} AS SELECT * FROM main.${table}`);
      }
    });
  }

  /** Restores all tables from a snapshot. */
  restore(name: string): void {
    if (!this.#snapshots.has(name)) {
      throw new Error(
        `there is no snapshot "${name}". Existing snapshots: ${[...this.#snapshots].join(', ') || 'none'}`,
      );
    }
    this.atomically(() => {
      for (const table of TABLES) {
        this.#db.exec(`DELETE FROM main.${table}`);
        this.#db.exec(`INSERT INTO main.${table} SELECT * FROM ${getCopyName(table, name)}`);
      }
    });
    this.#reset();
  }

  /** Calls `listener` when rows have changed without a write: after a rollback, and after a snapshot was restored. */
  onReset(listener: () => void): void {
    this.#resetListeners.push(listener);
  }

  #reset(): void {
    for (const listener of this.#resetListeners) listener();
  }

  /** A value that is kept across restarts; undefined if it was never set. */
  getSetting(name: string): string | undefined {
    return toText(this.get('SELECT value FROM settings WHERE name = ?', name)?.['value']);
  }

  /** Stores a value under a name, in place of an earlier one. */
  setSetting(name: string, value: string): void {
    this.run(
      'INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      value,
    );
  }

  /** A value that is created at the first call and kept across restarts, such as a key. */
  getOrCreateSetting(name: string, create: () => string): string {
    const stored = this.getSetting(name);
    if (stored !== undefined) return stored;
    const value = create();
    this.setSetting(name, value);
    return value;
  }

  close(): void {
    this.#db.close();
  }

  #assertSchemaVersion(folder: string | undefined): void {
    const isNew = this.get('SELECT 1 FROM sqlite_schema') === undefined;
    if (isNew || toNumber(this.get('PRAGMA user_version')?.['user_version']) === SCHEMA_VERSION) return;
    throw new Error(
      `${folder} holds the data of another version of the sandbox: start with an empty folder, or with that version`,
    );
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql);
    if (statement) return statement;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

function getCopyName(table: string, snapshot: string): string {
  return `snapshots."${table} of ${snapshot}"`;
}

/** Whether an error of SQLite is that the disk is full (13) or broken (10). */
export function isDiskError(error: unknown): error is Error {
  return hasCode(error, 10, 13);
}

/** Whether an error of SQLite is that its file is damaged (11), or no database (26). */
export function isDamageError(error: unknown): error is Error {
  return hasCode(error, 11, 26);
}

function hasCode(error: unknown, ...codes: number[]): boolean {
  if (!(error instanceof Error && 'errcode' in error)) return false;
  return codes.includes(Number(error.errcode) & 0xff); // the lower byte, because the upper ones have details
}

/** A column as text; undefined if it is null or absent. */
export function toText(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A column as a number; undefined if it is null or absent. */
export function toNumber(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Parses a JSON column. Its type is known, because only this program writes it. */
export function parseColumn<T>(value: SQLOutputValue | undefined): T {
  return JSON.parse(String(value));
}

function openDatabase(folder: string | undefined): DatabaseSync {
  if (folder === undefined) return new DatabaseSync(':memory:');
  try {
    createFolder(folder);
    const db = new DatabaseSync(join(folder, 'provena.sqlite'));
    // In this mode the lock of the first transaction lasts until the database is closed or the process ends.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    return db;
  } catch (cause) {
    if (isDamageError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      reason === 'database is locked'
        ? `another sandbox uses the data folder ${folder}. Stop it, or choose another folder`
        : `cannot use the data folder ${folder} (${reason}). Check that you can write it and its file provena.sqlite, or choose another folder`,
      { cause },
    );
  }
}
