import { randomUUID } from 'node:crypto';
import type { Database, Row } from '../../state/database.ts';
import type { Blobs } from './blobs.ts';
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
  readonly #database: Database;
  readonly #blobs: Blobs;

  constructor(database: Database, blobs: Blobs) {
    this.#database = database;
    this.#blobs = blobs;
  }

  create(upload: Omit<Upload, 'id'>): Upload {
    const id = randomUUID();
    const { key, initiated, initiator, ...attributes } = upload;
    const sql = 'INSERT INTO uploads VALUES (?, ?, ?, ?, ?)';
    this.#database.run(sql, id, key, initiated, initiator, JSON.stringify(attributes));
    return { id, ...upload };
  }

  get(id: string, key: string): Upload | undefined {
    const row = this.#database.get('SELECT * FROM uploads WHERE id = ? AND key = ?', id, key);
    return row && toUpload(row);
  }

  /** The uploads of keys with the prefix, by key and age. */
  list(prefix: string): Upload[] {
    return this.#database
      .all('SELECT * FROM uploads WHERE key >= ? ORDER BY key, initiated, id', prefix)
      .map(toUpload)
      .filter((upload) => upload.key.startsWith(prefix));
  }

  parts(id: string): Part[] {
    const rows = this.#database.all('SELECT * FROM parts WHERE upload = ? ORDER BY number', id);
    return rows.map(
      // create() wrote the columns; the checksum is JSON or null.
      (row) => ({ ...row, checksum: JSON.parse(String(row['checksum'])) ?? undefined }) as unknown as Part,
    );
  }

  /** The names of the files of all parts. */
  blobs(): string[] {
    return this.#database.all('SELECT blob FROM parts').map((row) => String(row['blob']));
  }

  /** Adds a part or replaces the one with its number. @returns false if the upload has ended */
  putPart(id: string, part: Part): boolean {
    if (!this.#database.get('SELECT 1 FROM uploads WHERE id = ?', id)) return false;
    const { number, blob, size, etag, modified, checksum } = part;
    const before = this.#database.get('SELECT blob FROM parts WHERE upload = ? AND number = ?', id, number);
    const sql = 'INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)';
    this.#database.run(sql, id, number, blob, size, etag, modified, JSON.stringify(checksum ?? null));
    if (before) this.#blobs.remove([String(before['blob'])]);
    return true;
  }

  /** Ends the upload: creates the object from its parts, and removes the other parts. */
  complete(id: string, record: ObjectRecord, objects: Objects): void {
    const usedBlobs = new Set(record.segments.map((segment) => segment.blob));
    const dropped = this.parts(id).filter((part) => !usedBlobs.has(part.blob));
    this.#database.atomically(() => {
      this.#deleteRows(id);
      objects.put(record);
    });
    this.#blobs.remove(dropped.map((part) => part.blob));
  }

  abort(id: string): void {
    const dropped = this.parts(id);
    this.#database.atomically(() => this.#deleteRows(id));
    this.#blobs.remove(dropped.map((part) => part.blob));
  }

  #deleteRows(id: string): void {
    this.#database.run('DELETE FROM parts WHERE upload = ?', id);
    this.#database.run('DELETE FROM uploads WHERE id = ?', id);
  }
}

function toUpload(row: Row): Upload {
  const { id, key, initiated, initiator, attributes } = row;
  // create() wrote the columns.
  return { id, key, initiated, initiator, ...JSON.parse(String(attributes)) } as Upload;
}
