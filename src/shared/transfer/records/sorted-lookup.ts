/** Finds records of a sorted list by key, for keys that are looked up in ascending order. Holds one record at a time. */
export class SortedLookup<T> {
  readonly #iterator: Iterator<T>;
  readonly #getKey: (record: T) => string;
  #next: IteratorResult<T>;
  #current: { readonly key: string; readonly record: T } | undefined;

  constructor(records: Iterable<T>, getKey: (record: T) => string) {
    this.#iterator = records[Symbol.iterator]();
    this.#getKey = getKey;
    this.#next = this.#iterator.next();
  }

  /** Returns the last record of the key. A key that is less than the previous one is an error of the caller. */
  find(key: string): T | undefined {
    if (this.#current && key < this.#current.key) throw new Error(`keys are not ascending: ${key}`);
    while (!this.#next.done && this.#getKey(this.#next.value) <= key) {
      this.#current = { key: this.#getKey(this.#next.value), record: this.#next.value };
      this.#next = this.#iterator.next();
    }
    return this.#current?.key === key ? this.#current.record : undefined;
  }
}

/** The records of a sorted list without those that equal the previous one. */
export function* skipDuplicates<T>(records: Iterable<T>, compare: (a: T, b: T) => number): Generator<T> {
  let previous: T | undefined;
  for (const record of records) {
    if (previous === undefined || compare(previous, record) !== 0) yield record;
    previous = record;
  }
}
