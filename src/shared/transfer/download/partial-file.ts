import { hash } from 'node:crypto';
import { closeSync, ftruncateSync, futimesSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Returns the path of the partial file: in the folder of the target, so that a rename moves it into place. */
export function getPartialPath(path: string): string {
  const name = hash('sha256', basename(path)).slice(0, 16);
  return join(dirname(path), `.provena-${name}.part`);
}

/** A file whose download is not complete. */
export class PartialFile implements Disposable {
  readonly path: string;
  readonly #target: string;
  #descriptor: number | undefined;

  /** `keep`: continue an existing partial file. */
  constructor(target: string, keep: boolean) {
    this.path = getPartialPath(target);
    this.#target = target;
    this.#descriptor = openSync(this.path, keep ? 'r+' : 'w+');
  }

  get descriptor(): number {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    return this.#descriptor;
  }

  write(bytes: Buffer, position: number): void {
    for (let offset = 0; offset < bytes.length; ) {
      offset += writeSync(this.descriptor, bytes, offset, bytes.length - offset, position + offset);
    }
  }

  truncate(size: number): void {
    ftruncateSync(this.descriptor, size);
  }

  /** Sets the modification time, in milliseconds since the epoch, and moves the file to its target. */
  finish(modified: number): void {
    const seconds = modified / 1000;
    futimesSync(this.descriptor, seconds, seconds);
    this[Symbol.dispose]();
    renameSync(this.path, this.#target);
  }

  discard(): void {
    this[Symbol.dispose]();
    rmSync(this.path, { force: true });
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
