const MIB = 1024 * 1024;

/** Files up to this size are transferred in one request; retrying the whole file is cheap. */
export const MAX_SINGLE_REQUEST_BYTES = 16 * MIB;

/** Bytes of the parts of larger files, unless an upload would have too many parts. */
export const PART_BYTES = 8 * MIB;
/** Up to this size, a part is held in memory while it is uploaded. Larger ones are read twice, in pieces. */
export const MAX_BUFFERED_PART_BYTES = 128 * MIB;
/** The limits of S3 for one upload: "Amazon S3 multipart upload limits" in its user guide. */
const MAX_PART_BYTES = 5 * 1024 * MIB;
const MAX_PARTS = 10_000;

/** 48.8 TiB, the largest object of S3. */
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
