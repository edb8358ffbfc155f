import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A run of bytes in a file of its own, written once and never changed. */
export interface BlobWriter {
  readonly id: string;
  write(bytes: Uint8Array): void;
  close(): void;
  /** Takes the file away again; for a body that was refused. */
  discard(): void;
}

const FOLDERS = 256;

/** The files under the store's folder. Which of them count is in the database: a file without a row is waste. */
export class Blobs {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
    for (let i = 0; i < FOLDERS; i++) {
      mkdirSync(join(root, i.toString(16).padStart(2, '0')), { recursive: true });
    }
  }

  path(id: string): string {
    return join(this.#root, id.slice(0, 2), id);
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

  /** A second name for the same bytes: what a copy costs. */
  share(id: string): string {
    const copy = randomUUID();
    linkSync(this.path(id), this.path(copy));
    return copy;
  }

  remove(ids: Iterable<string>): void {
    for (const id of ids) rmSync(this.path(id), { force: true });
  }

  /** Removes what a killed process left: files that no row names. */
  sweep(known: ReadonlySet<string>): void {
    for (const folder of readdirSync(this.#root)) {
      this.remove(readdirSync(join(this.#root, folder)).filter((id) => !known.has(id)));
    }
  }
}
