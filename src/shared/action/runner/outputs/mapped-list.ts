/** A long list whose elements are created when they are written, so that they are not all in memory. */
export class MappedList {
  readonly length: number;
  readonly #create: (start: number, end: number) => unknown[];

  private constructor(length: number, create: (start: number, end: number) => unknown[]) {
    this.length = length;
    this.#create = create;
  }

  /** @param map creates an element; it may be called several times for each. */
  static from<Source>(sources: readonly Source[], map: (source: Source) => unknown): MappedList {
    return new MappedList(sources.length, (start, end) =>
      sources.slice(start, end).map((source) => map(source)),
    );
  }

  slice(start: number, end: number): unknown[] {
    return this.#create(start, end);
  }

  toJSON(): unknown[] {
    return this.#create(0, this.length);
  }
}
