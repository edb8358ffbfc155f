import { hash } from 'node:crypto';
import { closeSync, ftruncateSync, futimesSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where a file is written until it is whole: beside its place, so that a rename puts it there at once. */
export function getPartialPath(path: string): string {
  const name = hash('sha256', basename(path)).slice(0, 16);
  return join(dirname(path), `.provena-${name}.part`);
}

/** A file that is not whole yet. */
export class PartialFile implements Disposable {
  readonly path: string;
  readonly #target: string;
  #descriptor: number | undefined;

  /** `keep`: go on with what is there, where something is. */
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
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(this.descriptor, bytes, at, bytes.length - at, position + at);
    }
  }

  truncate(size: number): void {
    ftruncateSync(this.descriptor, size);
  }

  /** Gives the file its time, in milliseconds since the epoch, and its place. */
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
