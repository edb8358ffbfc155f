const MIB = 1024 * 1024;

/** Up to here a file comes in one request. */
export const LARGEST_WHOLE = 16 * MIB;

const RANGE = 8 * MIB;

/** A run of a file that is asked for by itself. */
export interface FileRange {
  readonly index: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The ranges of a file, in order; the same for every run, so that one can go on where another stopped. */
export function* rangesOf(size: number): Generator<FileRange> {
  for (let start = 0, index = 0; start < size; start += RANGE, index++) {
    yield { index, start, end: Math.min(size, start + RANGE) };
  }
}
