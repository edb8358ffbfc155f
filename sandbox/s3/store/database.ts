import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS objects (
    key TEXT PRIMARY KEY, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
    attributes TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, initiated INTEGER NOT NULL, initiator TEXT NOT NULL,
    attributes TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS uploads_by_key ON uploads (key, initiated, id);
  CREATE TABLE IF NOT EXISTS parts (
    upload TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL,
    etag TEXT NOT NULL, modified INTEGER NOT NULL, checksum TEXT, PRIMARY KEY (upload, number)
  ) WITHOUT ROWID;
`;

/**
 * Opens or creates the database of the store. The write-ahead log preserves acknowledged changes when the process is
 * killed. A temporary database is not flushed to the disk.
 */
export function openDatabase(path: string, { isTemporary }: { readonly isTemporary: boolean }): DatabaseSync {
  const database = new DatabaseSync(path);
  const synchronous = isTemporary ? 'OFF' : 'NORMAL';
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA busy_timeout = 5000;`,
  );
  database.exec(SCHEMA);
  return database;
}

/** The stored value of a name, created on first use. */
export function getOrCreateSetting(database: DatabaseSync, name: string, make: () => Buffer): Buffer {
  database.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, make());
  const value = database.prepare('SELECT value FROM settings WHERE name = ?').get(name)?.['value'];
  if (!(value instanceof Uint8Array)) throw new Error(`The store's setting ${name} is invalid.`);
  return Buffer.from(value);
}

export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
