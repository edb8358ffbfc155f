/** A list that may be stored on disk. It can be iterated any number of times; arrays are such lists, too. */
export interface RecordList<T> extends Iterable<T> {
  readonly length: number;
  map<U>(convert: (record: T) => U): U[];
  /** The records that match, in memory. To select many, use {@link filterRecords}. */
  filter(isMatch: (record: T) => boolean): T[];
  find(isMatch: (record: T) => boolean): T | undefined;
}

/** A list whose records are produced again by each iteration. */
export class RecordView<T> implements RecordList<T> {
  readonly #count: () => number;
  readonly #iterate: () => Iterator<T>;

  constructor(count: () => number, iterate: () => Iterator<T>) {
    this.#count = count;
    this.#iterate = iterate;
  }

  get length(): number {
    return this.#count();
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#iterate();
  }

  map<U>(convert: (record: T) => U): U[] {
    return Array.from(this, convert);
  }

  filter(isMatch: (record: T) => boolean): T[] {
    return [...filterRecords(this, isMatch)];
  }

  find(isMatch: (record: T) => boolean): T | undefined {
    for (const record of this) if (isMatch(record)) return record;
    return undefined;
  }

  /** For `JSON.stringify`. */
  toJSON(): T[] {
    return [...this];
  }
}

export function* filterRecords<T>(records: Iterable<T>, isMatch: (record: T) => boolean): Generator<T> {
  for (const record of records) if (isMatch(record)) yield record;
}

export function* mapRecords<T, U>(records: Iterable<T>, convert: (record: T) => U): Generator<U> {
  for (const record of records) yield convert(record);
}

/** Iterates over records and adds each one at a multiple of `distance`, except the first, to `samples`. */
export function* sampleRecords<T>(records: Iterable<T>, distance: number, samples: T[]): Generator<T> {
  let index = 0;
  for (const record of records) {
    if (index > 0 && index % distance === 0) samples.push(record);
    index += 1;
    yield record;
  }
}
