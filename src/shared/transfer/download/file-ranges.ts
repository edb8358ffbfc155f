const MIB = 1024 * 1024;

/** Files up to this size are downloaded in one request. */
export const MAX_SINGLE_REQUEST_BYTES = 16 * MIB;

/** Bytes of the ranges of larger files. */
export const RANGE_BYTES = 8 * MIB;

/** A range of a file that is downloaded by its own request. */
export interface FileRange {
  readonly index: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Splits a file into ranges, in order. The result is the same in every run, so that a run can resume another's download. */
export function* splitIntoRanges(size: number): Generator<FileRange> {
  for (let start = 0, index = 0; start < size; start += RANGE_BYTES, index++) {
    yield { index, start, end: Math.min(size, start + RANGE_BYTES) };
  }
}
