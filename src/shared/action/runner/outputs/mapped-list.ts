/** A long list whose elements are created when they are written, so that they are not all in memory. */
export class MappedList {
  readonly length: number;
  readonly slice: (start: number, end: number) => unknown[];

  private constructor(length: number, slice: MappedList['slice']) {
    this.length = length;
    this.slice = slice;
  }

  /** @param map creates an element; it may be called several times for each. */
  static from<Source>(sources: readonly Source[], map: (source: Source) => unknown): MappedList {
    return new MappedList(sources.length, (start, end) =>
      sources.slice(start, end).map((source) => map(source)),
    );
  }

  toJSON(): unknown[] {
    return this.slice(0, this.length);
  }
}
