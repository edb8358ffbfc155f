import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../state/create-folder.ts';
import type { Database } from '../../state/database.ts';

/** Writes a new file. Files never change afterwards. */
export interface BlobWriter {
  readonly id: string;
  write(bytes: Uint8Array): void;
  close(): void;
  /** Removes the file, if the body is rejected. */
  discard(): void;
}

/** The files in the folder of the store. Files without a row in the database are garbage. */
export class Blobs {
  readonly #root: string;
  readonly #database: Database;
  /** The files to keep: of each snapshot, by its name, and of each reader. */
  readonly #retained = new Map<string | symbol, ReadonlySet<string>>();
  /** Files that were to be removed while they were retained. */
  readonly #unused = new Set<string>();

  constructor(root: string, database: Database) {
    this.#root = root;
    this.#database = database;
    createFolder(root);
  }

  path(id: string): string {
    return join(this.#root, id);
  }

  create(): BlobWriter {
    const id = randomUUID();
    const path = this.path(id);
    let descriptor: number | undefined = openSync(path, 'wx');
    const close = () => {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    };
    return {
      id,
      write(bytes) {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor ?? -1, bytes, at);
      },
      close,
      discard() {
        close();
        rmSync(path, { force: true });
      },
    };
  }

  /** Links a file under a second name, which is the cost of a copy. */
  share(id: string): string {
    const copy = randomUUID();
    linkSync(this.path(id), this.path(copy));
    return copy;
  }

  /** Removes files when the current transaction is committed, except those of a snapshot, and those that are being read. */
  remove(ids: Iterable<string>): void {
    this.#database.afterCommit(() => {
      for (const id of ids) this.#removeFile(id);
    });
  }

  #removeFile(id: string): void {
    if (this.#isRetained(id)) {
      this.#unused.add(id);
      return;
    }
    try {
      rmSync(this.path(id), { force: true });
    } catch {
      // The change is committed, and does not fail because of a file that the next start tries to remove again.
    }
  }

  /** Keeps files until the returned function is called, even if their object is replaced or deleted. */
  retainWhileRead(ids: ReadonlySet<string>): () => void {
    const reader = Symbol('reader');
    this.#retained.set(reader, ids);
    return () => {
      this.#retained.delete(reader);
      for (const id of ids) if (this.#unused.delete(id)) this.#removeFile(id);
    };
  }

  /** Keeps the files of a snapshot until the store is closed, or the snapshot is replaced. */
  retain(snapshot: string, ids: ReadonlySet<string>): void {
    const replaced = this.#retained.get(snapshot);
    this.#retained.set(snapshot, ids);
    if (replaced) this.remove([...replaced].filter((id) => !ids.has(id)));
  }

  /** Removes the files without a row, which a killed process can leave. */
  sweep(known: ReadonlySet<string>): void {
    const files = readdirSync(this.#root, { withFileTypes: true }).filter((entry) => entry.isFile());
    this.remove(files.map(({ name }) => name).filter((id) => !known.has(id)));
  }

  #isRetained(id: string): boolean {
    return this.#retained.values().some((ids) => ids.has(id));
  }
}
