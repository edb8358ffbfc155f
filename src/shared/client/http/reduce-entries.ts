import { ArraySplitter } from '../json/array-splitter.ts';
import { isMapping } from '../mapping.ts';

/**
 * Shortens the entries of a list while a response is parsed, so that a page of several megabytes is never in memory as
 * objects.
 */
export interface EntryReducer {
  /** Name of the property with the list. */
  readonly property: string;
  /** Returns the part of an entry that is kept. */
  readonly reduce: (entry: unknown) => unknown;
}

/** Parses the JSON of a response entry by entry, while it is received. */
export class EntryParser {
  readonly #property: string;
  readonly #splitter: ArraySplitter;
  readonly #decoder = new TextDecoder();
  readonly #entries: unknown[] = [];
  #error: SyntaxError | undefined;

  constructor({ property, reduce }: EntryReducer) {
    this.#property = property;
    this.#splitter = new ArraySplitter(property, (text) => this.#entries.push(reduce(JSON.parse(text))));
  }

  /** Adds bytes. Text that is not JSON is reported by {@link end}. */
  write(bytes: Uint8Array): void {
    this.#writeText(this.#decoder.decode(bytes, { stream: true }));
  }

  /**
   * Returns the document with the shortened entries.
   * @throws SyntaxError for text that is not JSON
   */
  end(): unknown {
    this.#writeText(this.#decoder.decode());
    if (this.#error) throw this.#error;
    const rest: unknown = JSON.parse(this.#splitter.end());
    if (!isMapping(rest)) return rest;
    const list = rest[this.#property];
    // Of two lists with the name, the last one counts, as for JSON.parse. Without entries, `rest` is the whole document.
    if (!Array.isArray(list) || this.#entries.length < list.length) return rest;
    return { ...rest, [this.#property]: this.#entries.slice(this.#entries.length - list.length) };
  }

  #writeText(text: string): void {
    if (this.#error) return;
    try {
      this.#splitter.write(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#error = error;
    }
  }
}
