import { deflateRawSync, inflateRawSync } from 'node:zlib';

const VALUES_PER_CHUNK = 256;
/** The fastest level. Records of a batch are similar, so that it compresses them to a tenth of their size. */
const LEVEL = 1;

/**
 * A list of JSON values that takes little memory: they are kept as compressed text, in chunks. Reading in order is fast; a
 * value that is read is shared with later readers and must not be changed.
 */
export class JsonStore<T> {
  readonly #chunks: Buffer[] = [];
  #open: string[] = [];
  #last: { readonly chunk: number; readonly values: readonly T[] } | undefined;

  /** Adds a value. @returns its position, from 0. */
  add(value: T): number {
    const index = this.#chunks.length * VALUES_PER_CHUNK + this.#open.length;
    this.#open.push(JSON.stringify(value));
    if (this.#open.length === VALUES_PER_CHUNK) {
      this.#chunks.push(deflateRawSync(`[${this.#open.join(',')}]`, { level: LEVEL }));
      this.#open = [];
      this.#last = undefined;
    }
    return index;
  }

  /** The value at a position. @throws RangeError if there is none. */
  get(index: number): T {
    const chunk = Math.floor(index / VALUES_PER_CHUNK);
    const position = index % VALUES_PER_CHUNK;
    if (chunk === this.#chunks.length && this.#open[position] !== undefined)
      return JSON.parse(this.#open[position]);
    const value = this.#readChunk(chunk)[position];
    if (value === undefined) throw new RangeError(`there is no value ${index}`);
    return value;
  }

  #readChunk(chunk: number): readonly T[] {
    const data = this.#chunks[chunk];
    if (!data) return [];
    if (this.#last?.chunk !== chunk) this.#last = { chunk, values: JSON.parse(String(inflateRawSync(data))) };
    return this.#last.values;
  }
}
