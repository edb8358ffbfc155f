import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Crc32 } from '../checksum.ts';
import { getPartialPath } from './partial-file.ts';

/**
 * Records which ranges of a partial file are complete, in a text file beside it. The first line identifies the object,
 * each further line a range and its CRC32. A line that was truncated by a crash is ignored.
 */
export class RangeLog {
  readonly #path: string;
  readonly #header: string;

  constructor(target: string, object: { readonly etag: string; readonly size: number }) {
    this.#path = `${getPartialPath(target)}.ranges`;
    this.#header = JSON.stringify([object.etag, object.size]);
  }

  /** Returns the CRC32s of the ranges that an earlier run recorded for this object, by index. */
  read(): Map<number, Crc32> {
    const logged = new Map<number, Crc32>();
    if (!existsSync(this.#path)) return logged;
    const [header, ...lines] = readFileSync(this.#path, 'utf8').split('\n');
    if (header !== this.#header) return logged;
    for (const line of lines) {
      const [, index, sum] = /^(\d+) (\d+) \.$/.exec(line) ?? [];
      if (index !== undefined) logged.set(Number(index), Number(sum));
    }
    return logged;
  }

  start(): void {
    writeFileSync(this.#path, `${this.#header}\n`);
  }

  append(index: number, sum: Crc32): void {
    appendFileSync(this.#path, `${index} ${sum} .\n`);
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}
