import type { Database, Row } from '../../state/database.ts';
import type { ChecksumName, ChecksumType } from '../checksums/algorithms.ts';
import type { Blobs } from './blobs.ts';

export interface Segment {
  readonly blob: string;
  readonly size: number;
  /** Checksum of a part that was uploaded with one, in base64. */
  readonly checksum?: string;
}

export interface Checksum {
  readonly name: ChecksumName;
  readonly type: ChecksumType;
  /** Base64; composite checksums have the suffix `-<number of parts>`. */
  readonly value: string;
}

/** Headers and metadata that a client stores with an object. */
export interface Attributes {
  /** `content-type`, `cache-control` and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*`, with the prefix. */
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
  /** The files with the content, in order: one for the object, or one for each part. */
  readonly segments: readonly Segment[];
}

/** The objects of the bucket. Their content is in {@link Blobs}. */
export class Objects {
  readonly #database: Database;
  readonly #blobs: Blobs;

  constructor(database: Database, blobs: Blobs) {
    this.#database = database;
    this.#blobs = blobs;
  }

  get(key: string): ObjectRecord | undefined {
    const row = this.#database.get('SELECT * FROM objects WHERE key = ?', key);
    return row && toRecord(row);
  }

  /** Creates or replaces an object, and removes the content of the replaced one. */
  put(record: ObjectRecord): void {
    const before = this.get(record.key);
    const { key, size, etag, modified, ...attributes } = record;
    this.#database.run(
      'INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?)',
      key,
      size,
      etag,
      modified,
      JSON.stringify(attributes),
    );
    if (before) this.#blobs.remove(before.segments.map((segment) => segment.blob));
  }

  delete(key: string): void {
    const before = this.get(key);
    if (!before) return;
    this.#database.run('DELETE FROM objects WHERE key = ?', key);
    this.#blobs.remove(before.segments.map((segment) => segment.blob));
  }

  /** The names of the files of all objects. */
  *blobs(): Generator<string> {
    for (const record of this.from('')) for (const segment of record.segments) yield segment.blob;
  }

  /** The objects from a key on, in the byte order of their keys. */
  *from(from: string): Generator<ObjectRecord> {
    const sql = 'SELECT * FROM objects WHERE key >= ? ORDER BY key';
    for (const row of this.#database.iterate(sql, from)) yield toRecord(row);
  }
}

function toRecord(row: Row): ObjectRecord {
  const { key, size, etag, modified, attributes } = row;
  // put() wrote the columns.
  return { key, size, etag, modified, ...JSON.parse(String(attributes)) } as ObjectRecord;
}
