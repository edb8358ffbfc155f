import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Crc32 } from '../checksum.ts';
import { getPartialPath } from './partial-file.ts';

/**
 * Which ranges of a partial file are there: a text file beside it. Its first line says of which object, each further one
 * a range and its CRC32. A line that was cut short by the end of the process counts for nothing.
 */
export class RangeLog {
  readonly #path: string;
  readonly #title: string;

  constructor(target: string, object: { readonly etag: string; readonly size: number }) {
    this.#path = `${getPartialPath(target)}.ranges`;
    this.#title = JSON.stringify([object.etag, object.size]);
  }

  /** The ranges that an earlier run noted of this very object, by index. */
  read(): Map<number, Crc32> {
    const noted = new Map<number, Crc32>();
    if (!existsSync(this.#path)) return noted;
    const [title, ...lines] = readFileSync(this.#path, 'utf8').split('\n');
    if (title !== this.#title) return noted;
    for (const line of lines) {
      const [, index, sum] = /^(\d+) (\d+) \.$/.exec(line) ?? [];
      if (index !== undefined) noted.set(Number(index), Number(sum));
    }
    return noted;
  }

  start(): void {
    writeFileSync(this.#path, `${this.#title}\n`);
  }

  append(index: number, sum: Crc32): void {
    appendFileSync(this.#path, `${index} ${sum} .\n`);
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}
