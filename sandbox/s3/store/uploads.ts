import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Blobs } from './blobs.ts';
import { inTransaction } from './database.ts';
import type { Attributes, Checksum, ObjectRecord, Objects } from './objects.ts';

export interface Upload extends Attributes {
  readonly id: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
  /** The session that created it. */
  readonly initiator: string;
  readonly checksum: Omit<Checksum, 'value'> | undefined;
}

export interface Part {
  readonly number: number;
  readonly blob: string;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
  readonly checksum: Omit<Checksum, 'type'> | undefined;
}

/** Multipart uploads in progress. */
export class Uploads {
  readonly #database: DatabaseSync;
  readonly #blobs: Blobs;

  constructor(database: DatabaseSync, blobs: Blobs) {
    this.#database = database;
    this.#blobs = blobs;
  }

  create(upload: Omit<Upload, 'id'>): Upload {
    const id = randomUUID();
    const { key, initiated, initiator, ...attributes } = upload;
    const statement = this.#database.prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?)');
    statement.run(id, key, initiated, initiator, JSON.stringify(attributes));
    return { id, ...upload };
  }

  get(id: string, key: string): Upload | undefined {
    const row = this.#database.prepare('SELECT * FROM uploads WHERE id = ? AND key = ?').get(id, key);
    return row && toUpload(row);
  }

  /** The uploads of keys with the prefix, by key and age. */
  list(prefix: string): Upload[] {
    const statement = this.#database.prepare(
      'SELECT * FROM uploads WHERE key >= ? ORDER BY key, initiated, id',
    );
    return statement
      .all(prefix)
      .map(toUpload)
      .filter((upload) => upload.key.startsWith(prefix));
  }

  parts(id: string): Part[] {
    const rows = this.#database.prepare('SELECT * FROM parts WHERE upload = ? ORDER BY number').all(id);
    return rows.map(
      // create() wrote the columns; the checksum is JSON or null.
      (row) => ({ ...row, checksum: JSON.parse(String(row['checksum'])) ?? undefined }) as unknown as Part,
    );
  }

  /** The names of the files of all parts. */
  blobs(): string[] {
    return this.#database
      .prepare('SELECT blob FROM parts')
      .all()
      .map((row) => String(row['blob']));
  }

  /** Adds a part or replaces the one with its number. @returns false if the upload has ended */
  putPart(id: string, part: Part): boolean {
    const before = inTransaction(this.#database, () => {
      if (!this.#database.prepare('SELECT 1 FROM uploads WHERE id = ?').get(id)) return undefined;
      const select = 'SELECT blob FROM parts WHERE upload = ? AND number = ?';
      const old = this.#database.prepare(select).all(id, part.number);
      const { number, blob, size, etag, modified, checksum } = part;
      this.#database
        .prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(id, number, blob, size, etag, modified, JSON.stringify(checksum ?? null));
      return old;
    });
    if (before) this.#blobs.remove(before.map((row) => String(row['blob'])));
    return before !== undefined;
  }

  /** Ends the upload: creates the object from its parts, and removes the other parts. */
  complete(id: string, record: ObjectRecord, objects: Objects): void {
    const usedBlobs = new Set(record.segments.map((segment) => segment.blob));
    const dropped = this.parts(id).filter((part) => !usedBlobs.has(part.blob));
    inTransaction(this.#database, () => {
      this.#deleteRows(id);
      objects.put(record);
    });
    this.#blobs.remove(dropped.map((part) => part.blob));
  }

  abort(id: string): void {
    const dropped = this.parts(id);
    inTransaction(this.#database, () => this.#deleteRows(id));
    this.#blobs.remove(dropped.map((part) => part.blob));
  }

  #deleteRows(id: string): void {
    this.#database.prepare('DELETE FROM parts WHERE upload = ?').run(id);
    this.#database.prepare('DELETE FROM uploads WHERE id = ?').run(id);
  }
}

function toUpload(row: Record<string, unknown>): Upload {
  const { id, key, initiated, initiator, attributes } = row;
  // create() wrote the columns.
  return { id, key, initiated, initiator, ...JSON.parse(String(attributes)) } as Upload;
}
