import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../state/create-folder.ts';

/** Writes a new file. Files never change afterwards. */
export interface BlobWriter {
  readonly id: string;
  write(bytes: Uint8Array): void;
  close(): void;
  /** Removes the file, if the body is rejected. */
  discard(): void;
}

const FOLDERS = 256;

/** The files in the folder of the store. Files without a row in the database are garbage. */
export class Blobs {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
    for (let i = 0; i < FOLDERS; i++) createFolder(join(root, i.toString(16).padStart(2, '0')));
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

  /** Links a file under a second name, which is the cost of a copy. */
  share(id: string): string {
    const copy = randomUUID();
    linkSync(this.path(id), this.path(copy));
    return copy;
  }

  remove(ids: Iterable<string>): void {
    for (const id of ids) rmSync(this.path(id), { force: true });
  }

  /** Removes the files without a row, which a killed process can leave. */
  sweep(known: ReadonlySet<string>): void {
    for (const folder of readdirSync(this.#root)) {
      this.remove(readdirSync(join(this.#root, folder)).filter((id) => !known.has(id)));
    }
  }
}
