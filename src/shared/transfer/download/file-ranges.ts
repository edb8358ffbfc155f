const MIB = 1024 * 1024;

/** Up to here a file comes in one request. */
export const MAX_SINGLE_REQUEST_BYTES = 16 * MIB;

const RANGE_BYTES = 8 * MIB;

/** A run of a file that is asked for by itself. */
export interface FileRange {
  readonly index: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The ranges of a file, in order; the same for every run, so that one can go on where another stopped. */
export function* splitIntoRanges(size: number): Generator<FileRange> {
  for (let start = 0, index = 0; start < size; start += RANGE_BYTES, index++) {
    yield { index, start, end: Math.min(size, start + RANGE_BYTES) };
  }
}
