const MIB = 1024 * 1024;

/** Up to here a file goes in one request: repeating all of it costs little. */
export const MAX_SINGLE_REQUEST_BYTES = 16 * MIB;

const MIN_PART_BYTES = 8 * MIB;
/** A part is in memory as a whole while it is sent. */
const MAX_PART_BYTES = 128 * MIB;
/** S3's own bound. */
const MAX_PARTS = 10_000;

/** Beyond, the parts would be too large to hold: 1.2 TiB. */
export const MAX_FILE_BYTES = MAX_PART_BYTES * MAX_PARTS;

/** The place of a part in its file. */
export interface FilePart {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  /** Bytes. */
  readonly size: number;
}

/** Bytes of every part but the last of a file of this size: 8 MiB, or what keeps the number of parts within S3's bound. */
function getPartSize(fileSize: number): number {
  return Math.max(MIN_PART_BYTES, Math.ceil(fileSize / MAX_PARTS / MIB) * MIB);
}

/** The parts of a file, in order; the same for every run, so that one can go on where another stopped. */
export function* splitIntoParts(fileSize: number): Generator<FilePart> {
  const size = getPartSize(fileSize);
  for (let start = 0, number = 1; start < fileSize; start += size, number++) {
    yield { number, start, size: Math.min(size, fileSize - start) };
  }
}
