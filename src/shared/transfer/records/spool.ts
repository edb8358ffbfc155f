import { TemporaryFile } from '../../files/temporary-file.ts';
import { limitGarbage } from '../../memory/garbage-limit.ts';
import { mergeSorted } from './merge-sorted.ts';
import { RecordView } from './record-list.ts';

/** Records in memory of each spool. More would survive collections and make V8 reserve more memory for new objects. */
const RUN_RECORDS = 2_048;
/** From this length on, garbage is limited, which takes CPU time. */
const LARGE_LIST_RECORDS = 10_000;
const BLOCK_BYTES = 32 * 1024;
const NEWLINE = 0x0a;

/** Sorted records in the file. */
interface Run<T> {
  readonly start: number;
  readonly end: number;
  readonly last: T;
}

/**
 * A sorted list of any length that needs little memory: beyond {@link RUN_RECORDS} records, it moves them to a temporary file
 * as sorted runs, which are merged when they are read. Records must be representable in JSON. An iteration does not see
 * records that are added after it started.
 */
export class Spool<T> extends RecordView<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #runs: Run<T>[] = [];
  #file: TemporaryFile | undefined;
  #pending: T[] = [];
  #isSorted = true;
  #length = 0;

  /** Equal records keep the order in which they were added. */
  constructor(compare: (a: T, b: T) => number) {
    super(
      () => this.#length,
      () => this.#read(),
    );
    this.#compare = compare;
  }

  add(record: T): void {
    const previous = this.#pending.at(-1);
    if (previous !== undefined && this.#compare(previous, record) > 0) this.#isSorted = false;
    this.#pending.push(record);
    this.#length += 1;
    if (this.#pending.length >= RUN_RECORDS) this.#flush();
  }

  #read(): Iterator<T> {
    this.#sort();
    if (this.#runs.length === 0) return this.#pending.slice().values();
    const file = this.#openFile();
    const sources: Iterable<T>[] = this.#runs.map(({ start, end }) => readLines<T>(file, start, end));
    return mergeSorted([...sources, this.#pending.slice()], this.#compare);
  }

  #sort(): void {
    if (!this.#isSorted) this.#pending = this.#pending.toSorted(this.#compare);
    this.#isSorted = true;
  }

  #flush(): void {
    this.#sort();
    const [first] = this.#pending;
    const last = this.#pending.at(-1);
    if (first === undefined || last === undefined) return;
    const file = this.#openFile();
    const start = file.size;
    file.append(Buffer.from(this.#pending.map((record) => `${JSON.stringify(record)}\n`).join('')));
    const previous = this.#runs.at(-1);
    const continues = previous !== undefined && this.#compare(previous.last, first) <= 0;
    if (continues) this.#runs.pop();
    this.#runs.push({ start: continues ? previous.start : start, end: file.size, last });
    this.#pending = [];
    if (this.#length >= LARGE_LIST_RECORDS) limitGarbage();
  }

  #openFile(): TemporaryFile {
    this.#file ??= new TemporaryFile();
    return this.#file;
  }
}

/** Reads the records of a run, one per line. */
function* readLines<T>(file: TemporaryFile, start: number, end: number): Generator<T> {
  // Reused, so that reading allocates little outside the heap.
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  for (let position = start; position < end; ) {
    const count = file.read(block.subarray(0, Math.min(BLOCK_BYTES, end - position)), position);
    if (count === 0) throw new Error('a temporary file ended early');
    position += count;
    const read = block.subarray(0, count);
    const bytes = rest.length > 0 ? Buffer.concat([rest, read]) : read;
    let at = 0;
    for (let newline = bytes.indexOf(NEWLINE); newline >= 0; newline = bytes.indexOf(NEWLINE, at)) {
      // Written by `add`.
      yield JSON.parse(bytes.toString('utf8', at, newline)) as T;
      at = newline + 1;
    }
    rest = Buffer.from(bytes.subarray(at));
  }
}
