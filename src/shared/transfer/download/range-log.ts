import { closeSync, constants, readFileSync, rmSync } from 'node:fs';
import { replaceFile, writeFully } from '../../files/atomic-file.ts';
import type { Crc32 } from '../checksum.ts';
import { getPartialPath, openOwnFile } from './partial-file.ts';

/**
 * Records which ranges of a partial file are complete, in a text file next to it. The first line identifies the object,
 * each further line a range and its CRC32. A line that was truncated by a crash is ignored.
 */
export class RangeLog implements Disposable {
  readonly #path: string;
  readonly #header: string;
  #descriptor: number | undefined;

  constructor(target: string, object: { readonly etag: string; readonly size: number }) {
    this.#path = `${getPartialPath(target)}.ranges`;
    this.#header = JSON.stringify([object.etag, object.size]);
  }

  /**
   * Opens the log of an earlier run. Returns the CRC32s of the ranges that it recorded for this object, by number; none if
   * there is no such log.
   */
  open(): Map<number, Crc32> {
    const logged = new Map<number, Crc32>();
    const descriptor = openOwnFile(this.#path, constants.O_APPEND);
    if (descriptor === undefined) return logged;
    this.#descriptor = descriptor;
    const [header, ...lines] = readFileSync(descriptor, 'utf8').split('\n');
    if (header !== this.#header) return logged;
    for (const line of lines) {
      const [, number, checksum] = /^(\d+) (\d+) \.$/.exec(line) ?? [];
      if (number !== undefined) logged.set(Number(number), Number(checksum));
    }
    return logged;
  }

  start(): void {
    this[Symbol.dispose]();
    this.#descriptor = replaceFile(this.#path);
    this.#write(this.#header);
  }

  append(number: number, checksum: Crc32): void {
    this.#write(`${number} ${checksum} .`);
  }

  remove(): void {
    this[Symbol.dispose]();
    rmSync(this.#path, { force: true });
  }

  #write(line: string): void {
    if (this.#descriptor === undefined) throw new Error(`${this.#path} is closed`);
    writeFully(this.#descriptor, Buffer.from(`${line}\n`));
  }

  [Symbol.dispose](): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
