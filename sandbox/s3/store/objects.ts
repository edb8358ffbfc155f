import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { ChecksumName, ChecksumType } from '../checksums/algorithms.ts';
import type { Blobs } from './blobs.ts';

export interface Segment {
  readonly blob: string;
  readonly size: number;
  /** Of a part that was uploaded with one; base64. */
  readonly checksum?: string;
}

export interface Checksum {
  readonly name: ChecksumName;
  readonly type: ChecksumType;
  /** Base64, with `-<parts>` behind it when composite. */
  readonly value: string;
}

/** What a client can attach to an object: given back with it. */
export interface Attributes {
  /** `content-type`, `cache-control` and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*`, names with their prefix. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ObjectRecord extends Attributes {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch, whole seconds as HTTP dates are. */
  readonly modified: number;
  readonly checksum: Checksum | undefined;
  /** The files that hold the bytes, in order: one, or one a part. */
  readonly segments: readonly Segment[];
}

/** The objects of the bucket: rows here, bytes in {@link Blobs}. */
export class Objects {
  readonly #blobs: Blobs;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #after: StatementSync;

  constructor(database: DatabaseSync, blobs: Blobs) {
    this.#blobs = blobs;
    this.#get = database.prepare('SELECT * FROM objects WHERE key = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?)');
    this.#delete = database.prepare('DELETE FROM objects WHERE key = ?');
    this.#after = database.prepare('SELECT * FROM objects WHERE key >= ? ORDER BY key');
  }

  get(key: string): ObjectRecord | undefined {
    const row = this.#get.get(key);
    return row && toRecord(row);
  }

  /** Makes the object what the record says; the bytes of the one before are gone afterwards. */
  put(record: ObjectRecord): void {
    const before = this.get(record.key);
    const { key, size, etag, modified, ...attributes } = record;
    this.#put.run(key, size, etag, modified, JSON.stringify(attributes));
    if (before) this.#blobs.remove(before.segments.map((segment) => segment.blob));
  }

  delete(key: string): void {
    const before = this.get(key);
    if (!before) return;
    this.#delete.run(key);
    this.#blobs.remove(before.segments.map((segment) => segment.blob));
  }

  /** The names of all files that objects are made of. */
  *blobs(): Generator<string> {
    for (const record of this.from('')) for (const segment of record.segments) yield segment.blob;
  }

  /** The objects from `from` on, in the byte order of their keys. */
  *from(from: string): Generator<ObjectRecord> {
    for (const row of this.#after.iterate(from)) yield toRecord(row);
  }
}

function toRecord(row: Record<string, SQLOutputValue>): ObjectRecord {
  const { key, size, etag, modified, attributes } = row;
  // The table's columns and what put() wrote into them.
  return { key, size, etag, modified, ...JSON.parse(String(attributes)) } as ObjectRecord;
}
