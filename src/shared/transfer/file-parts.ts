const MIB = 1024 * 1024;

/** Files up to this size are transferred in one request; retrying the whole file is cheap. */
export const MAX_SINGLE_REQUEST_BYTES = 16 * MIB;

/** Bytes of the parts of larger files, unless an upload would have too many parts. */
export const PART_BYTES = 8 * MIB;
/** A part is held in memory while it is uploaded. */
const MAX_PART_BYTES = 128 * MIB;
/** S3's limit for one upload. */
const MAX_PARTS = 10_000;

/** 1.2 TiB: the parts of larger files would need too much memory. */
export const MAX_UPLOAD_BYTES = MAX_PART_BYTES * MAX_PARTS;

/** The position of a part in its file. */
export interface FilePart {
  /** The first part is number 1. */
  readonly number: number;
  readonly start: number;
  /** Bytes. */
  readonly size: number;
}

/** Returns the part size in bytes for the upload of a file of this size: 8 MiB, or more to stay within S3's limit on parts. */
export function getUploadPartBytes(fileSize: number): number {
  return Math.max(PART_BYTES, Math.ceil(fileSize / MAX_PARTS / MIB) * MIB);
}

/** Splits a file into parts, in order. The result is the same in every run, so that a run can resume another's transfer. */
export function* splitIntoParts(fileSize: number, partBytes: number): Generator<FilePart> {
  for (let start = 0, number = 1; start < fileSize; start += partBytes, number++) {
    yield { number, start, size: Math.min(partBytes, fileSize - start) };
  }
}
