import type { S3Store } from '../s3/index.ts';
import type { Database } from '../state/database.ts';

/** Snapshots contain the content of objects up to this size, and only the existence of larger ones. */
const MAX_CONTENT_BYTES = 1_048_576;

type FileSnapshot = { etag: string; content: Buffer | undefined };

/** Snapshots of the tables and the files of a sandbox. */
export class Snapshots {
  readonly #db: Database;
  readonly #files: S3Store;
  readonly #snapshots = new Map<string, Map<string, FileSnapshot>>();

  constructor(db: Database, files: S3Store) {
    this.#db = db;
    this.#files = files;
  }

  /** @throws Error for an invalid name */
  async take(name: string): Promise<void> {
    this.#db.snapshot(name);
    const files = new Map<string, FileSnapshot>();
    for (const { key, size, etag } of this.#files.list('')) {
      const content = size <= MAX_CONTENT_BYTES ? await this.#files.get(key) : undefined;
      files.set(key, { etag, content });
    }
    this.#snapshots.set(name, files);
  }

  /** @throws Error for an unknown name */
  restore(name: string): void {
    this.#db.restore(name);
    const files = this.#snapshots.get(name) ?? new Map<string, FileSnapshot>();
    const present = new Map(this.#files.list('').map(({ key, etag }) => [key, etag]));
    for (const key of present.keys()) if (!files.has(key)) this.#files.delete(key);
    for (const [key, { etag, content }] of files) {
      if (content && present.get(key) !== etag) this.#files.put(key, content);
    }
  }
}
