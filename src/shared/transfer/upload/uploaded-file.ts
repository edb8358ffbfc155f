import type { Crc32 } from '../checksum.ts';

/** What is known of a file once the store has it. */
export interface UploadedFile {
  readonly etag: string;
  /** The store has checked it. */
  readonly crc32: Crc32;
  /** Hexadecimal, where it was asked for. */
  readonly sha256: string | undefined;
}
