const MIB = 1024 * 1024;

/** Up to here a file goes in one request: repeating all of it costs little. */
export const LARGEST_SINGLE = 16 * MIB;

const SMALLEST_PART = 8 * MIB;
/** A part is in memory as a whole while it is sent. */
const LARGEST_PART = 128 * MIB;
/** S3's own bound. */
const MOST_PARTS = 10_000;

/** Beyond, the parts would be too large to hold: 1.2 TiB. */
export const LARGEST_FILE = LARGEST_PART * MOST_PARTS;

/** The place of a part in its file. */
export interface PartRun {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  /** Bytes. */
  readonly size: number;
}

/** Bytes of every part but the last of a file of this size: 8 MiB, or what keeps the number of parts within S3's bound. */
function partSizeFor(fileSize: number): number {
  return Math.max(SMALLEST_PART, Math.ceil(fileSize / MOST_PARTS / MIB) * MIB);
}

/** The parts of a file, in order; the same for every run, so that one can go on where another stopped. */
export function* partsOf(fileSize: number): Generator<PartRun> {
  const size = partSizeFor(fileSize);
  for (let start = 0, number = 1; start < fileSize; start += size, number++) {
    yield { number, start, size: Math.min(size, fileSize - start) };
  }
}
